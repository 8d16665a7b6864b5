import { EditorSelection } from '@codemirror/state';
import { type Command, EditorView } from '@codemirror/view';
import { escapePattern, type FindQuery } from './find-query';
import { findRunner } from './find-runner';
import {
  changeFind,
  type FindField,
  findOf,
  MAX_CURSORS,
  tooManyCursors,
  withParts,
  withQuery,
} from './find-state';
import type { TextRange } from './match-list';
import { wordAround } from './occurrences';

/** Characters of a selection that someone may want to look for. */
const MAX_SEED = 200;

/** Shows the find bar with the cursor in one of its fields, and looks for what is selected. */
export function openFind(view: EditorView, field: FindField = 'search'): true {
  const find = findOf(view.state);
  // What someone has typed into the bar stays when they ask for it again.
  const seed = view.root.activeElement?.closest('.cm-panel') ? '' : seedOf(view);
  const search = find.query.regexp ? escapePattern(seed) : seed;
  const change = seed === '' ? {} : withQuery(find, { search });
  view.dispatch({ effects: changeFind.of({ open: true, focus: field, ...change }) });
  return true;
}

function seedOf({ state }: EditorView): string {
  const { main } = state.selection;
  const { from, to } = main.empty ? (wordAround(state, main.head) ?? main) : main;
  if (to - from > MAX_SEED) return '';
  const text = state.sliceDoc(from, to);
  return text.includes('\n') ? '' : text;
}

export const closeFind: Command = (view) => {
  if (!findOf(view.state).open) return false;
  const { within } = findOf(view.state);
  const all = within ? withParts(findOf(view.state), null) : {};
  view.dispatch({ effects: changeFind.of({ open: false, notice: null, ...all }) });
  view.focus();
  return true;
};

/** Takes what was typed into the bar, and selects the first match from the selection on. */
export function changeQuery(view: EditorView, changes: Partial<FindQuery>): void {
  const change = withQuery(findOf(view.state), changes);
  view.dispatch({ effects: changeFind.of(change) });
  if (change.outcome === undefined) return;
  const { query } = findOf(view.state);
  const { from } = view.state.selection.main;
  const runner = view.plugin(findRunner);
  runner?.act(async () => {
    const matches = await runner.matches();
    if (!matches || matches.count === 0 || findOf(view.state).query !== query) return;
    select(view, matches.at(matches.firstFrom(from) % matches.count));
  });
}

/** Restricts finding to what is selected, or lifts that. Does nothing where nothing is selected. */
export const toggleInSelection: Command = (view) => {
  const find = findOf(view.state);
  if (!find.open) return false;
  const parts = find.within ? null : selectedParts(view);
  if (parts?.length !== 0) view.dispatch({ effects: changeFind.of(withParts(find, parts)) });
  return true;
};

/** What is selected; a line end that is selected last belongs to the line before. */
function selectedParts({ state }: EditorView): TextRange[] {
  return state.selection.ranges.flatMap(({ from, to, empty }) => {
    const end = to === state.doc.lineAt(to).from ? to - 1 : to;
    return empty || end <= from ? [] : [{ from, to: end }];
  });
}

function select(view: EditorView, { from, to }: TextRange): void {
  const range = EditorSelection.range(from, to);
  view.dispatch({
    selection: EditorSelection.create([range]),
    effects: [EditorView.scrollIntoView(range, { yMargin: 60 }), changeFind.of({ notice: null })],
    userEvent: 'select.search',
  });
}

/** Selects the next or previous match; without anything to look for, the bar opens. */
function go(direction: 'after' | 'before'): Command {
  return (view) => {
    const runner = view.plugin(findRunner);
    if (!runner || findOf(view.state).query.search === '') return openFind(view);
    runner.act(async () => {
      const matches = await runner.matches();
      const match = matches?.[direction](view.state.selection.main);
      if (match) select(view, match);
      else if (!findOf(view.state).open) view.dispatch({ effects: changeFind.of({ open: true }) });
    });
    return true;
  };
}

export const findNext = go('after');
export const findPrevious = go('before');

export const selectMatches: Command = (view) => {
  const runner = view.plugin(findRunner);
  runner?.act(async () => {
    const matches = await runner.matches();
    if (!matches || matches.count === 0) return;
    if (matches.count > MAX_CURSORS) {
      view.dispatch({ effects: changeFind.of({ notice: tooManyCursors }) });
      return;
    }
    const ranges = Array.from({ length: matches.count }, (_, index) => matches.at(index));
    view.dispatch({
      selection: EditorSelection.create(ranges.map(({ from, to }) => EditorSelection.range(from, to))),
      userEvent: 'select.search.matches',
    });
    view.focus();
  });
  return true;
};

/** Replaces the selected match and selects the next one; without a selected match, it selects one. */
export const replaceNext: Command = (view) => {
  const runner = view.plugin(findRunner);
  if (!runner || view.state.readOnly) return false;
  runner.act(async () => {
    const { main } = view.state.selection;
    const before = await runner.matches();
    if (before && before.indexOf(main) >= 0) {
      const replaced = await runner.replacements({ from: main.from, to: main.to });
      const edit = replaced?.edits[0];
      if (!edit) return;
      const changes = view.state.changes(edit);
      const anchor = changes.mapPos(edit.to, 1);
      view.dispatch({ changes, selection: { anchor }, userEvent: 'input.replace' });
    }
    const matches = await runner.matches();
    const next = matches?.after(view.state.selection.main);
    if (next) select(view, next);
  });
  return true;
};

/** Replaces every match, as one step that can be undone. */
export const replaceAll: Command = (view) => {
  const runner = view.plugin(findRunner);
  if (!runner || view.state.readOnly || findOf(view.state).query.search === '') return false;
  runner.act(async () => {
    const replaced = await runner.replacements('replaceAll');
    if (!replaced || replaced.count === 0) return;
    const { count, edits } = replaced;
    const notice = `Replaced ${count.toLocaleString('en')} ${count === 1 ? 'match' : 'matches'}`;
    view.dispatch({ changes: edits, effects: changeFind.of({ notice }), userEvent: 'input.replace.all' });
  });
  return true;
};
