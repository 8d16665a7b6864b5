import type { Extension, Range } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  keymap,
  showPanel,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import {
  changeQuery,
  closeFind,
  findNext,
  findPrevious,
  openFind,
  replaceAll,
  selectMatches,
  toggleInSelection,
} from './find-commands';
import { createFindPanel } from './find-panel';
import { findRunner } from './find-runner';
import { findField, findOf } from './find-state';
import { selectAllOccurrences, selectNextOccurrence } from './occurrences';

const partMark = Decoration.mark({ class: 'cm-findPart' });
const mark = Decoration.mark({ class: 'cm-searchMatch' });
const selectedMark = Decoration.mark({ class: 'cm-searchMatch cm-searchMatch-selected' });

/** Marks the matches on screen, and what finding is restricted to. */
function marksOf({ state, visibleRanges }: EditorView): DecorationSet {
  const { open, outcome, within } = findOf(state);
  if (!open) return Decoration.none;
  const marks: Range<Decoration>[] = [];
  for (const { from, to } of within ?? []) if (from < to) marks.push(partMark.range(from, to));
  if (outcome.kind !== 'found') return Decoration.set(marks);
  const { matches } = outcome;
  const { main } = state.selection;
  let index = 0;
  for (const part of visibleRanges) {
    // The one before the first that starts here may end here.
    index = Math.max(index, matches.firstFrom(part.from) - 1);
    for (; index < matches.count; index++) {
      const { from, to } = matches.at(index);
      if (from > part.to) break;
      if (from === to) continue;
      marks.push((from === main.from && to === main.to ? selectedMark : mark).range(from, to));
    }
  }
  return Decoration.set(marks, true);
}

const marks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = marksOf(view);
    }
    update({ view, startState, state, selectionSet, viewportChanged }: ViewUpdate) {
      if (findOf(state) === findOf(startState) && !selectionSet && !viewportChanged) return;
      this.decorations = marksOf(view);
    }
  },
  { decorations: ({ decorations }) => decorations },
);

const both = 'editor find-bar';

/** Finding and replacing in a text, without ever holding the page up. */
export const find: Extension = [
  findField,
  showPanel.from(findField, ({ open }) => (open ? createFindPanel : null)),
  findRunner,
  marks,
  keymap.of([
    { key: 'Mod-f', run: (view) => openFind(view), scope: both },
    { key: 'Mod-h', mac: 'Cmd-Alt-f', run: (view) => openFind(view, 'replace'), scope: both },
    { key: 'F3', run: findNext, shift: findPrevious, scope: both, preventDefault: true },
    { mac: 'Cmd-g', run: findNext, shift: findPrevious, scope: both, preventDefault: true },
    { key: 'Escape', run: closeFind, scope: both },
    { key: 'Alt-Enter', run: selectMatches, scope: 'find-bar' },
    { key: 'Mod-Shift-l', run: selectMatches, scope: 'find-bar' },
    { key: 'Mod-Alt-Enter', mac: 'Cmd-Enter', run: replaceAll, scope: 'find-bar' },
    { key: 'Alt-c', mac: 'Cmd-Alt-c', run: toggle('caseSensitive'), scope: 'find-bar' },
    { key: 'Alt-r', mac: 'Cmd-Alt-r', run: toggle('regexp'), scope: 'find-bar' },
    { key: 'Alt-l', mac: 'Cmd-Alt-l', run: toggleInSelection, scope: both },
    { key: 'Mod-Shift-l', run: selectAllOccurrences },
    { key: 'Mod-d', run: selectNextOccurrence, preventDefault: true },
  ]),
];

function toggle(name: 'caseSensitive' | 'regexp') {
  return (view: EditorView) => {
    changeQuery(view, { [name]: !findOf(view.state).query[name] });
    return true;
  };
}
