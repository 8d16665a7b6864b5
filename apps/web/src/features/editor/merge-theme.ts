import { EditorView } from '@codemirror/view';

export const mergeTheme = EditorView.theme({
  '.cm-content': { paddingBottom: '24px' },
  '&.cm-merge-a .cm-changedLine, .cm-deletedChunk': { backgroundColor: 'light-dark(#c62f3b14, #f28b8f1a)' },
  '&.cm-merge-b .cm-changedLine, .cm-inlineChangedLine': {
    backgroundColor: 'light-dark(#1f9d551a, #3fb7751f)',
  },
  '&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText': {
    background: 'light-dark(#c62f3b33, #f28b8f47)',
  },
  '&.cm-merge-b .cm-changedText': { background: 'light-dark(#1f9d5540, #3fb77552)' },
  '&.cm-merge-a .cm-changedLineGutter, .cm-deletedLineGutter': { background: 'var(--deleted)' },
  '&.cm-merge-b .cm-changedLineGutter': { background: 'var(--added)' },
  '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: '"⋯"' },
  '.cm-collapsedLines': {
    padding: '3px 12px',
    background: 'var(--bg-side)',
    color: 'var(--text-muted)',
    fontFamily: 'var(--font-ui)',
    fontSize: 'var(--text-sm)',
  },
});
