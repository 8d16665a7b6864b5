import { lazy, Suspense, useLayoutEffect } from 'react';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorBoundary } from '../../ui/error-boundary';
import { ErrorNotice } from '../../ui/error-notice';
import { fileTabId, useReveals } from '../../workbench/open-file';
import { Waiting } from '../../workbench/panel-frame';
import type { EditorTab } from '../../workbench/tabs';
import { Banners } from './banners';
import { BinaryNotice } from './binary-notice';
import type { OpenDocument } from './document';
import type { DocumentFacts } from './document-facts';
import styles from './editor.module.css';
import { EditorHeader } from './editor-header';
import { ImageViewer } from './image-viewer';
import { LargeViewer } from './large-viewer';
import { MergeEditor } from './merge-editor';
import { ReadOnlyText } from './read-only-text';
import { TextEditor } from './text-editor';
import { useDocument } from './use-document';
import { isPreviewed, isSvg, togglePreview, useViewMode } from './view-mode';

const MarkdownPreview = lazy(() => import('./markdown-preview'));

/** The editor of a file's tab, whatever the file is. */
export default function FileEditor({ tab }: { tab: EditorTab }) {
  const { path } = tab.input;
  if (typeof path !== 'string') return <EmptyState title="This tab names no file. Close it." />;
  return <PathEditor key={path} path={path} />;
}

function PathEditor({ path }: { path: string }) {
  const { document, facts } = useDocument(path);
  const merge = facts.merging && facts.conflict !== null;
  useTextOfReveal(path);
  return (
    <div className={styles.editor}>
      <EditorHeader document={document} facts={facts} />
      {!merge && <Banners document={document} facts={facts} />}
      <div className={styles.body}>
        {merge ? (
          <MergeEditor document={document} facts={facts} />
        ) : (
          <Content document={document} facts={facts} />
        )}
      </div>
    </div>
  );
}

/** A place in an image that is a text too is a place in its text. */
function useTextOfReveal(path: string): void {
  const reveal = useReveals((state) => state.reveals[fileTabId(path)]);
  useLayoutEffect(() => {
    if (reveal && isSvg(path) && isPreviewed(useViewMode.getState(), path)) togglePreview(path);
  }, [reveal, path]);
}

interface ContentProps {
  document: OpenDocument;
  facts: DocumentFacts;
}

function Content({ document, facts }: ContentProps) {
  if (facts.status === 'loading') return <Waiting />;
  if (facts.status === 'failed') {
    return (
      <div className={styles.notice}>
        <ErrorNotice
          title={`${document.path} cannot be shown`}
          error={facts.error}
          actions={
            <Button size="sm" onClick={() => void document.load()}>
              Try again
            </Button>
          }
        />
      </div>
    );
  }
  return <ByKind document={document} facts={facts} />;
}

function ByKind({ document, facts }: ContentProps) {
  const preview = useViewMode((state) => isPreviewed(state, document.path));
  switch (facts.kind) {
    case 'text': {
      const text = <TextEditor document={document} />;
      if (preview && isSvg(document.path))
        return <ImageViewer document={document} facts={facts} otherwise={text} />;
      return (
        <>
          {text}
          {preview && (
            <ErrorBoundary what="The preview">
              <Suspense fallback={<Waiting />}>
                <MarkdownPreview document={document} />
              </Suspense>
            </ErrorBoundary>
          )}
        </>
      );
    }
    case 'undecodable':
      return <ReadOnlyText text={document.shownText} label={document.path} />;
    case 'large':
      return <LargeViewer projectId={document.projectId} path={document.path} size={facts.size} />;
    case 'image':
      return (
        <ImageViewer
          document={document}
          facts={facts}
          otherwise={<BinaryNotice document={document} facts={facts} />}
        />
      );
    case 'binary':
    case null:
      return <BinaryNotice document={document} facts={facts} />;
  }
}
