import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags as t } from '@lezer/highlight';

/** Colours are the page's tokens, which follow its theme by themselves. */
const look = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'transparent', color: 'var(--text)', fontSize: '13px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.55', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--text)', padding: '6px 0 40vh' },
  '.cm-line': { padding: '0 12px 0 6px' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--text)', borderLeftWidth: '1.5px' },
  '.cm-gutters': { backgroundColor: 'var(--bg)', color: 'var(--text-faint)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '38px', padding: '0 4px 0 12px' },
  '.cm-foldGutter .cm-gutterElement': { width: '14px', cursor: 'pointer', textAlign: 'center' },
  '.cm-activeLine': { backgroundColor: 'var(--bg-hover)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'light-dark(#2f6bdc38, #6d9eff47)',
  },
  '.cm-selectionMatch': { backgroundColor: 'light-dark(#2f6bdc1f, #6d9eff26)' },
  '.cm-findPart': { backgroundColor: 'light-dark(#0000000f, #ffffff14)' },
  '.cm-searchMatch': {
    backgroundColor: 'light-dark(#f2c94c66, #e8b45240)',
    outline: '1px solid light-dark(#c9971a80, #e8b45266)',
  },
  '.cm-searchMatch.cm-searchMatch-selected': { backgroundColor: 'light-dark(#f2a33c99, #e8963f80)' },
  '&.cm-focused .cm-matchingBracket, .cm-matchingBracket': {
    backgroundColor: 'var(--bg-active)',
    outline: '1px solid var(--border-strong)',
  },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--danger-soft)' },
  '.cm-foldPlaceholder': {
    padding: '0 6px',
    border: '1px solid var(--border)',
    backgroundColor: 'var(--bg-active)',
    color: 'var(--text-muted)',
  },
  '.cm-specialChar': { color: 'var(--danger-text)' },
  '.cm-tooltip': {
    border: '1px solid var(--border-strong)',
    borderRadius: 'var(--radius-md)',
    backgroundColor: 'var(--bg-raised)',
    boxShadow: 'var(--shadow-md)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-mono)', maxHeight: '14em' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '2px 10px 2px 4px', lineHeight: '1.5' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--bg-selected)', color: 'var(--text)' },
  '.cm-completionMatchedText': { color: 'var(--accent-text)', textDecoration: 'none', fontWeight: '600' },
  '.cm-completionDetail': { color: 'var(--text-faint)', fontStyle: 'normal' },
  '.cm-panels': { backgroundColor: 'var(--bg-side)', color: 'var(--text)' },
  '.cm-panels-top': { borderBottom: '1px solid var(--border)' },
  '.cm-panel.cm-gotoLine': {
    padding: '7px 36px 7px 10px',
    font: '400 var(--text-md) / 1.45 var(--font-ui)',
  },
  '.cm-panel .cm-dialog-close': {
    top: '8px',
    right: '10px',
    width: '24px',
    height: '24px',
    borderRadius: 'var(--radius-sm)',
    color: 'var(--text-muted)',
    fontSize: '17px',
    cursor: 'pointer',
  },
  '.cm-textfield': {
    height: '28px',
    padding: '0 8px',
    border: '1px solid var(--border-strong)',
    borderRadius: 'var(--radius-md)',
    backgroundColor: 'var(--bg-input)',
    fontSize: 'var(--text-md)',
    verticalAlign: 'middle',
  },
  '.cm-button': {
    height: '28px',
    padding: '0 10px',
    border: '1px solid var(--border-strong)',
    borderRadius: 'var(--radius-md)',
    background: 'var(--bg-raised)',
    fontSize: 'var(--text-sm)',
    cursor: 'pointer',
  },
  '.cm-button:hover': { background: 'var(--bg-active)' },
  '.cm-textfield:focus-visible, .cm-button:focus-visible': { outline: '2px solid var(--focus)' },
});

const colours = HighlightStyle.define([
  { tag: [t.comment, t.meta], color: 'light-dark(#6a7480, #7f8a99)', fontStyle: 'italic' },
  {
    tag: [t.keyword, t.modifier, t.operatorKeyword, t.controlKeyword],
    color: 'light-dark(#8a2fb0, #c897f0)',
  },
  { tag: [t.string, t.special(t.string), t.character], color: 'light-dark(#1f7a3d, #94cf8e)' },
  { tag: [t.regexp, t.escape], color: 'light-dark(#a8501c, #eba46f)' },
  { tag: [t.number, t.bool, t.null, t.atom, t.unit], color: 'light-dark(#a04a12, #eaa674)' },
  {
    tag: [t.function(t.variableName), t.function(t.propertyName), t.macroName],
    color: 'light-dark(#2257bd, #7fb0ff)',
  },
  { tag: [t.typeName, t.className, t.namespace], color: 'light-dark(#14717f, #66c6d4)' },
  { tag: [t.tagName], color: 'light-dark(#b3303c, #f08c93)' },
  { tag: [t.attributeName, t.labelName], color: 'light-dark(#8a5a00, #e0b968)' },
  { tag: [t.propertyName], color: 'light-dark(#2b4a78, #a9c6f2)' },
  { tag: [t.operator, t.punctuation, t.separator, t.bracket], color: 'light-dark(#4c5663, #a7b1bf)' },
  { tag: [t.heading], color: 'light-dark(#2257bd, #7fb0ff)', fontWeight: '700' },
  { tag: [t.strong], fontWeight: '700' },
  { tag: [t.emphasis], fontStyle: 'italic' },
  { tag: [t.link, t.url], color: 'light-dark(#2459c2, #82abff)', textDecoration: 'underline' },
  { tag: [t.monospace], color: 'light-dark(#a04a12, #eaa674)' },
  { tag: [t.strikethrough], textDecoration: 'line-through' },
  { tag: [t.inserted], color: 'var(--added)' },
  { tag: [t.deleted], color: 'var(--deleted)' },
  { tag: [t.invalid], color: 'var(--danger-text)' },
]);

export const editorTheme: Extension = [look, syntaxHighlighting(colours)];
