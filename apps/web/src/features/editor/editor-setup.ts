import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import {
  crosshairCursor,
  drawSelection,
  dropCursor,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
} from '@codemirror/view';
import { completeWords } from './complete-words';
import { editorTheme } from './editor-theme';

/** What every text has, whether it can be edited or not. */
export const readerSetup: Extension = [
  lineNumbers(),
  highlightSpecialChars(),
  drawSelection(),
  bracketMatching(),
  highlightSelectionMatches(),
  search({ top: true }),
  EditorState.allowMultipleSelections.of(true),
  EditorState.phrases.of({
    next: 'Next',
    previous: 'Previous',
    all: 'Select all',
    'match case': 'Match case',
    regexp: 'Regular expression',
    'by word': 'Whole word',
    replace: 'Replace',
    'replace all': 'Replace all',
    'Go to line': 'Go to line',
    go: 'Go',
  }),
  editorTheme,
  keymap.of([...searchKeymap, ...foldKeymap]),
];

/** What an editor is made of, apart from its language. */
export const editorSetup: Extension = [
  highlightActiveLineGutter(),
  readerSetup,
  history(),
  foldGutter({ openText: '⌄', closedText: '›' }),
  dropCursor(),
  indentOnInput(),
  closeBrackets(),
  autocompletion(),
  // Words of the text complete in every language, beside what the language itself offers.
  EditorState.languageData.of(() => [{ autocomplete: completeWords }]),
  rectangularSelection(),
  crosshairCursor(),
  highlightActiveLine(),
  keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
];
