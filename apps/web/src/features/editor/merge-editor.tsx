import { MergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useLayoutEffect, useRef } from 'react';
import { Button } from '../../ui/button';
import type { OpenDocument } from './document';
import type { DocumentFacts } from './document-facts';
import styles from './editor.module.css';
import { EditorSession } from './editor-session';
import { editorSetup, readerSetup } from './editor-setup';
import { mergeTheme } from './merge-theme';

interface MergeEditorProps {
  document: OpenDocument;
  facts: DocumentFacts;
  onClose: () => void;
}

/** Both sides of a conflict. Hunks of the disk's version are taken over one by one; the person's side can be edited too. */
export function MergeEditor({ document, facts, onClose }: MergeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const merge = useRef<MergeView | null>(null);
  const theirs = facts.conflict?.text ?? '';

  useLayoutEffect(() => {
    const parent = host.current;
    if (!parent) return;
    // A version that arrives while merging starts a new comparison with what was merged so far.
    const mine = document.buffer.text();
    const language = document.buffer instanceof EditorSession ? document.buffer.language : [];
    const view = new MergeView({
      a: {
        doc: theirs,
        extensions: [readerSetup, mergeTheme, language, EditorState.readOnly.of(true), label('On disk')],
      },
      b: { doc: mine, extensions: [editorSetup, mergeTheme, language, label('Yours')] },
      parent,
      revertControls: 'a-to-b',
      renderRevertControl: takeButton,
      collapseUnchanged: { margin: 4, minSize: 8 },
      gutter: true,
    });
    merge.current = view;
    view.b.focus();
    return () => {
      // What was merged so far is the person's text, whatever they do next.
      document.buffer.replace(view.b.state.doc.toString());
      merge.current = null;
      view.destroy();
    };
  }, [document, theirs]);

  const save = async () => {
    const text = merge.current?.b.state.doc.toString();
    if (text !== undefined && (await document.resolve(text)) === 'saved') onClose();
  };
  return (
    <div className={styles.merge}>
      <div className={styles.mergeBar}>
        <span className={styles.mergeSide}>On disk</span>
        <span className={styles.mergeSide}>Yours, as it will be saved</span>
        <div className={styles.bannerActions}>
          <Button size="sm" onClick={onClose}>
            Back to editing
          </Button>
          <Button size="sm" variant="primary" busy={facts.saving} onClick={() => void save()}>
            Save the result
          </Button>
        </div>
      </div>
      <div ref={host} className={styles.mergeBody} />
    </div>
  );
}

function takeButton(): HTMLElement {
  const button = window.document.createElement('button');
  button.type = 'button';
  button.textContent = '→';
  button.title = 'Take this change from disk';
  button.setAttribute('aria-label', button.title);
  return button;
}

const label = (text: string) => EditorView.contentAttributes.of({ 'aria-label': text });
