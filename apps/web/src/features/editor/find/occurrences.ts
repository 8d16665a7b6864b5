import { CharCategory, EditorSelection, type EditorState, type StateCommand } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { changeFind, findOf, MAX_CURSORS, tooManyCursors, withQuery } from './find-state';
import type { TextRange } from './match-list';

/** Characters to each side of a cursor in which its word is looked for. */
const WORD_REACH = 200;

/** The word at a position, or null where there is none, or none of a length that words have. */
export function wordAround(state: EditorState, position: number): TextRange | null {
  const line = state.doc.lineAt(position);
  const start = Math.max(line.from, position - WORD_REACH);
  const text = state.sliceDoc(start, Math.min(line.to, position + WORD_REACH));
  const isWord = wordTest(state, position);
  const at = position - start;
  let from = at;
  let to = at;
  while (from > 0 && isWord(text, from - 1)) from--;
  while (to < text.length && isWord(text, to)) to++;
  return from === to || to - from > WORD_REACH ? null : { from: start + from, to: start + to };
}

/** Whether the character at an index of a text belongs to words, in the language at a position. Both halves of a pair count as one. */
function wordTest(state: EditorState, position: number): (text: string, index: number) => boolean {
  const categorize = state.charCategorizer(position);
  return (text, index) => {
    const low = /[\udc00-\udfff]/.test(text[index] ?? '');
    const character = String.fromCodePoint(text.codePointAt(low ? index - 1 : index) ?? 32);
    return categorize(character) === CharCategory.Word;
  };
}

/** The places of a part of a text, none overlapping another, from an index on. */
export function* placesOf(text: string, part: string, start = 0): Generator<number> {
  for (let at = text.indexOf(part, start); at >= 0; at = text.indexOf(part, at + part.length)) yield at;
}

interface Sought {
  text: string;
  part: string;
  /** Whether the part may stand here: where a whole word is selected, other occurrences are whole words too. */
  fits: (from: number) => boolean;
  wholeWord: boolean;
}

function soughtOf(state: EditorState): Sought {
  const { from, to } = state.selection.main;
  const text = state.doc.toString();
  const isWord = wordTest(state, from);
  const edges = (at: number) => {
    const before = at > 0 && isWord(text, at - 1);
    const after = at + to - from < text.length && isWord(text, at + to - from);
    return !before && !after;
  };
  const whole = isWord(text, from) && isWord(text, to - 1) && edges(from);
  return { text, part: text.slice(from, to), fits: whole ? edges : () => true, wholeWord: whole };
}

/** Selects the words at cursors that have selected nothing. Answers null when there is no such cursor. */
function withWords(state: EditorState): EditorSelection | null {
  const { ranges, mainIndex } = state.selection;
  if (ranges.every(({ empty }) => !empty)) return null;
  const words = ranges.map((range) => {
    const word = range.empty ? wordAround(state, range.head) : null;
    return word ? EditorSelection.range(word.from, word.to) : range;
  });
  return EditorSelection.create(words, mainIndex);
}

/** Selects the word at the cursor, and with each further call its next occurrence too. */
export const selectNextOccurrence: StateCommand = ({ state, dispatch }) => {
  const words = withWords(state);
  if (words) {
    dispatch(state.update({ selection: words, userEvent: 'select' }));
    return true;
  }
  const { main, ranges } = state.selection;
  const { text, part, fits } = soughtOf(state);
  if (ranges.some(({ from, to }) => text.slice(from, to) !== part)) return true;
  const taken = (at: number) => ranges.some(({ from, to }) => at < to && at + part.length > from);
  const found = next();
  if (found === null) return true;
  const range = EditorSelection.range(found, found + part.length);
  dispatch(
    state.update({
      selection: state.selection.addRange(range, true),
      effects: EditorView.scrollIntoView(range),
      userEvent: 'select',
    }),
  );
  return true;

  function next(): number | null {
    for (const start of [main.to, 0]) {
      for (const at of placesOf(text, part, start)) if (fits(at) && !taken(at)) return at;
    }
    return null;
  }
};

/** Selects every occurrence of what is selected, or of the word at the cursor; those too many for it are found instead. */
export const selectAllOccurrences: StateCommand = ({ state, dispatch }) => {
  const selection = EditorSelection.create([state.selection.main]);
  const start = withWords(state.update({ selection }).state)?.main ?? state.selection.main;
  if (start.empty) return true;
  const { text, part, fits, wholeWord } = soughtOf(state.update({ selection: start }).state);
  const ranges = [];
  let main = 0;
  for (const at of placesOf(text, part)) {
    if (!fits(at)) continue;
    if (at === start.from) main = ranges.length;
    ranges.push(EditorSelection.range(at, at + part.length));
    if (ranges.length > MAX_CURSORS) {
      const query = { search: part, regexp: false, caseSensitive: true, wholeWord };
      const effects = changeFind.of({
        ...withQuery(findOf(state), query),
        open: true,
        notice: tooManyCursors,
      });
      dispatch(state.update({ effects }));
      return true;
    }
  }
  if (ranges.length === 0) return true;
  dispatch(state.update({ selection: EditorSelection.create(ranges, main), userEvent: 'select' }));
  return true;
};
