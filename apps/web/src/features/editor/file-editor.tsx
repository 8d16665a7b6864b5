import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorNotice } from '../../ui/error-notice';
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
import { MarkdownPreview } from './markdown-preview';
import { MergeEditor } from './merge-editor';
import { ReadOnlyText } from './read-only-text';
import { TextEditor } from './text-editor';
import { useDocument } from './use-document';
import { useViewMode } from './view-mode';

/** The editor of a file's tab, whatever the file is. */
export default function FileEditor({ tab }: { tab: EditorTab }) {
  const { path } = tab.input;
  if (typeof path !== 'string') return <EmptyState title="This tab names no file. Close it." />;
  return <PathEditor key={path} path={path} />;
}

function PathEditor({ path }: { path: string }) {
  const { document, facts } = useDocument(path);
  const merge = facts.merging && facts.conflict !== null;
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

interface ContentProps {
  document: OpenDocument;
  facts: DocumentFacts;
}

function Content({ document, facts }: ContentProps) {
  const preview = useViewMode((state) => state.previews.has(document.path));
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
  switch (facts.kind) {
    case 'text':
      return (
        <>
          <TextEditor document={document} />
          {preview && <MarkdownPreview document={document} />}
        </>
      );
    case 'undecodable':
      return <ReadOnlyText text={document.shownText} label={document.path} />;
    case 'large':
      return <LargeViewer projectId={document.projectId} path={document.path} size={facts.size} />;
    case 'image':
      return <ImageViewer document={document} facts={facts} />;
    case 'binary':
    case null:
      return <BinaryNotice document={document} facts={facts} />;
  }
}
