import { EditorSelection, EditorState, type StateCommand } from '@codemirror/state';
import { expect, test } from 'vitest';
import { findField, findOf } from './find-state';
import { selectAllOccurrences, selectNextOccurrence, wordAround } from './occurrences';

/** The selected ranges of a text after commands, each as `from-to`. */
function selected(text: string, start: [number, number], commands: StateCommand[]): string[] {
  let state = EditorState.create({
    doc: text,
    selection: EditorSelection.single(...start),
    extensions: EditorState.allowMultipleSelections.of(true),
  });
  for (const command of commands) {
    command({ state, dispatch: (transaction) => (state = transaction.state) });
  }
  return state.selection.ranges.map(({ from, to }) => `${from}-${to}`);
}
const next = selectNextOccurrence;

test('the word at the cursor is selected first, then its occurrences as a whole word, around the end', () => {
  const text = 'cat concat cat cat';
  expect(selected(text, [12, 12], [next])).toEqual(['11-14']);
  expect(selected(text, [12, 12], [next, next])).toEqual(['11-14', '15-18']);
  expect(selected(text, [12, 12], [next, next, next, next])).toEqual(['0-3', '11-14', '15-18']);
});

test('a part of a word is found inside of other words', () => {
  expect(selected('cat concat', [0, 2], [next])).toEqual(['0-2', '7-9']);
  expect(selected('aaaa', [1, 3], [next])).toEqual(['1-3']);
});

test('all occurrences are selected at once, from a cursor or a selection', () => {
  expect(selected('cat concat cat', [1, 1], [selectAllOccurrences])).toEqual(['0-3', '11-14']);
  expect(selected('cat concat cat', [1, 3], [selectAllOccurrences])).toEqual(['1-3', '8-10', '12-14']);
  expect(selected('a  b', [2, 2], [selectAllOccurrences])).toEqual(['2-2']);
});

test('a word is looked for near its position only', () => {
  const state = EditorState.create({ doc: `${'x'.repeat(1_000_000)} 𝒜b` });
  expect(wordAround(state, 500_000)).toBeNull();
  expect(wordAround(state, 1_000_002)).toEqual({ from: 1_000_001, to: 1_000_004 });
});

test('more occurrences than an editor has cursors for are found in place of being selected', () => {
  const doc = 'cat '.repeat(1_001);
  let state = EditorState.create({ doc, extensions: findField });
  selectAllOccurrences({ state, dispatch: (transaction) => (state = transaction.state) });
  expect(state.selection.ranges).toHaveLength(1);
  expect(findOf(state)).toMatchObject({
    open: true,
    query: { search: 'cat', wholeWord: true, caseSensitive: true },
    notice: 'More than 1,000 matches cannot be selected at once',
  });
});
