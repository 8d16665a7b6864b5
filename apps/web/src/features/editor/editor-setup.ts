import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language';
import { gotoLine, highlightSelectionMatches } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
} from '@codemirror/view';
import { isApple } from '../../lib/keys';
import { completeWords } from './complete-words';
import { editorTheme } from './editor-theme';
import { find } from './find/find';

/** What every text has, whether it can be edited or not. */
export const readerSetup: Extension = [
  lineNumbers(),
  highlightSpecialChars(),
  drawSelection(),
  bracketMatching(),
  highlightSelectionMatches(),
  find,
  EditorState.allowMultipleSelections.of(true),
  EditorState.phrases.of({
    'Go to line': 'Go to line',
    go: 'Go',
  }),
  editorTheme,
  keymap.of([{ key: 'Ctrl-g', run: gotoLine }, ...foldKeymap]),
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
  // As many editors have it: Alt and a click add a cursor, Shift and Alt drag over a rectangle.
  EditorView.clickAddsSelectionRange.of(
    ({ altKey, shiftKey, ctrlKey, metaKey }) => (altKey && !shiftKey) || (isApple() ? metaKey : ctrlKey),
  ),
  rectangularSelection({ eventFilter: ({ altKey, shiftKey, button }) => altKey && shiftKey && button === 0 }),
  highlightActiveLine(),
  keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
];
