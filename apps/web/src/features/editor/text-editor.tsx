import { EditorView } from '@codemirror/view';
import { useLayoutEffect, useRef } from 'react';
import { useTheme } from '../../lib/theme';
import { fileTabId, takeReveal, useReveals } from '../../workbench/open-file';
import { useTabs } from '../../workbench/tabs';
import { offerEditor } from '../../workbench/text-bridge';
import { editorBridge, useActiveEditor } from './active-editor';
import type { OpenDocument } from './document';
import styles from './editor.module.css';
import { EditorSession } from './editor-session';
import { offerFindIn } from './find/offer-find';
import { describeIndentation } from './indentation';
import { useEditorSettings } from './settings';

function sessionOf(document: OpenDocument): EditorSession {
  if (document.buffer instanceof EditorSession) return document.buffer;
  const session = new EditorSession(document);
  document.buffer = session;
  return session;
}

/** The text of a document, in CodeMirror. */
export function TextEditor({ document }: { document: OpenDocument }) {
  const host = useRef<HTMLDivElement>(null);
  const dark = useTheme((state) => state.theme === 'dark');
  const wrap = useEditorSettings((state) => state.wrap);
  const reveal = useReveals((state) => state.reveals[fileTabId(document.path)]);

  useLayoutEffect(() => {
    const parent = host.current;
    if (!parent) return;
    const session = sessionOf(document);
    const detach = session.attach(parent, [
      EditorView.darkTheme.of(dark),
      wrap ? EditorView.lineWrapping : [],
      EditorView.contentAttributes.of({ 'aria-label': document.path, spellcheck: 'false' }),
      EditorView.updateListener.of(() => publish(session)),
    ]);
    publish(session);
    if (!(isInTree() && (session.shownAgain || isPreview(document)))) session.view?.focus();
    session.shownAgain = false;
    const withdraw = offerEditor(editorBridge);
    const withdrawFind = session.view ? offerFindIn(session.view) : () => {};
    const unsubscribe = session.onLanguage(() => publish(session));
    return () => {
      withdraw();
      withdrawFind();
      unsubscribe();
      detach();
      useActiveEditor.setState({ session: null, view: null, status: null });
    };
  }, [document, dark, wrap]);

  useLayoutEffect(() => {
    if (!reveal) return;
    const position = takeReveal(fileTabId(document.path));
    const { buffer } = document;
    if (!position || !(buffer instanceof EditorSession)) return;
    buffer.goTo(position);
  }, [document, reveal]);

  return <div ref={host} className={styles.text} />;
}

/** Someone who walks through the tree, or renames there, keeps the focus there. */
const isInTree = () => window.document.activeElement?.closest('[role="tree"]') != null;

function isPreview({ path }: OpenDocument): boolean {
  return useTabs.getState().tabs.find(({ id }) => id === fileTabId(path))?.preview === true;
}

function publish(session: EditorSession): void {
  const { view } = session;
  if (!view) return;
  const { doc, selection } = view.state;
  const { head } = selection.main;
  const line = doc.lineAt(head);
  useActiveEditor.setState({
    session,
    view,
    status: {
      line: line.number,
      column: head - line.from + 1,
      cursors: selection.ranges.length,
      selected: selection.ranges.reduce((sum, range) => sum + range.to - range.from, 0),
      language: session.languageName,
      indentation: describeIndentation(session.indentation),
    },
  });
}
