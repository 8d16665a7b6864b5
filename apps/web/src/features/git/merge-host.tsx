import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { editorTheme } from '../editor/editor-theme';
import { languageSupport } from '../editor/language-support';
import { mergeTheme } from '../editor/merge-theme';
import styles from './git.module.css';

export interface MergeHostProps {
  path: string;
  before: string;
  after: string;
  mode: 'split' | 'inline';
}

/** Milliseconds the comparison may take before it becomes coarser. */
const config = {
  diffConfig: { timeout: 300, scanLimit: 2_000 },
  collapseUnchanged: { margin: 3, minSize: 8 },
};

/** Two versions of a text with syntax colours, side by side or in one. Read-only. */
export function MergeHost({ path, before, after, mode }: MergeHostProps) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let view: { destroy(): void } | undefined;
    let left = false;
    const show = (language: Extension) => {
      const parent = host.current;
      if (left || !parent) return;
      const shared: Extension = [
        lineNumbers(),
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        EditorView.contentAttributes.of({ tabindex: '0' }),
        EditorView.lineWrapping,
        editorTheme,
        mergeTheme,
        language,
      ];
      view =
        mode === 'split'
          ? new MergeView({
              parent,
              a: { doc: before, extensions: shared },
              b: { doc: after, extensions: shared },
              ...config,
            })
          : new EditorView({
              parent,
              doc: after,
              extensions: [shared, unifiedMergeView({ original: before, mergeControls: false, ...config })],
            });
    };
    languageSupport({ path, text: after }).then(
      ({ support }) => show(support),
      () => show([]),
    );
    return () => {
      left = true;
      view?.destroy();
    };
  }, [path, before, after, mode]);
  return <div ref={host} className={styles.diffHost} />;
}
