import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useLayoutEffect, useRef } from 'react';
import styles from './editor.module.css';
import { readerSetup } from './editor-setup';
import { offerFindIn } from './find/offer-find';

interface ReadOnlyTextProps {
  text: string;
  label: string;
  /** Shows the last lines first. */
  atEnd?: boolean;
}

/** Text that can be read, searched and copied, and nothing else. */
export function ReadOnlyText({ text, label, atEnd = false }: ReadOnlyTextProps) {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const parent = host.current;
    if (!parent) return;
    const view = new EditorView({
      parent,
      doc: text,
      extensions: [
        readerSetup,
        EditorState.readOnly.of(true),
        EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true' }),
      ],
    });
    if (atEnd) view.dispatch({ effects: EditorView.scrollIntoView(view.state.doc.length) });
    const withdrawFind = offerFindIn(view);
    return () => {
      withdrawFind();
      view.destroy();
    };
  }, [text, label, atEnd]);
  return <div ref={host} className={styles.text} />;
}
