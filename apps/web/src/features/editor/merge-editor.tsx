import { MergeView } from '@codemirror/merge';
import { EditorState, Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useLayoutEffect, useRef } from 'react';
import { Button } from '../../ui/button';
import type { OpenDocument } from './document';
import type { DocumentFacts } from './document-facts';
import styles from './editor.module.css';
import { EditorSession } from './editor-session';
import { editorSetup, readerSetup } from './editor-setup';
import { mergeTheme } from './merge-theme';
import { SaveError } from './save-error';
import { differingRange } from './text-buffer';

interface MergeEditorProps {
  document: OpenDocument;
  facts: DocumentFacts;
}

/** Both sides of a conflict. Hunks of the disk's version are taken over one by one; the person's side can be edited too. */
export function MergeEditor({ document, facts }: MergeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const theirs = facts.conflict?.text ?? '';

  useLayoutEffect(() => {
    const parent = host.current;
    if (!parent) return;
    // A version that arrives while merging starts a new comparison with what was merged so far.
    const language = document.buffer instanceof EditorSession ? document.buffer.language : [];
    // What is merged is the person's text at once, whatever becomes of the page.
    const keeper = EditorView.updateListener.of(({ docChanged, state }) => {
      if (!docChanged) return;
      const text = state.doc.toString();
      if (text !== document.buffer.text()) document.buffer.replace(text);
    });
    const view = new MergeView({
      a: {
        doc: linesOf(theirs),
        extensions: [
          readerSetup,
          mergeTheme,
          language,
          oneSeparator,
          EditorState.readOnly.of(true),
          label('On disk'),
        ],
      },
      b: {
        doc: linesOf(document.buffer.text()),
        extensions: [editorSetup, mergeTheme, language, oneSeparator, label('Yours'), keeper],
      },
      parent,
      revertControls: 'a-to-b',
      renderRevertControl: takeButton,
      collapseUnchanged: { margin: 4, minSize: 8 },
      gutter: true,
    });
    // The text changes elsewhere too: it follows another page's draft.
    const unsubscribe = document.onText(() => {
      const shown = view.b.state.doc.toString();
      const text = document.buffer.text();
      if (shown !== text) view.b.dispatch({ changes: differingRange(shown, text) });
    });
    view.b.focus();
    return () => {
      unsubscribe();
      view.destroy();
    };
  }, [document, theirs]);

  const save = () => void document.resolve(document.buffer.text());
  return (
    <div className={styles.merge}>
      <SaveError document={document} facts={facts} />
      <div className={styles.mergeBar}>
        <span className={styles.mergeSide}>On disk</span>
        <span className={styles.mergeSide}>Yours, as it will be saved</span>
        <div className={styles.bannerActions}>
          <Button size="sm" onClick={() => document.set({ merging: false })}>
            Back to editing
          </Button>
          <Button size="sm" variant="primary" busy={facts.saving} onClick={save}>
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

/** Carriage returns of mixed line endings are characters here, as they are in the buffer. */
const oneSeparator = EditorState.lineSeparator.of('\n');
const linesOf = (text: string) => Text.of(text.split('\n'));

const label = (text: string) => EditorView.contentAttributes.of({ 'aria-label': text });
