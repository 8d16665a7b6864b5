import { z } from 'zod';
import { create } from 'zustand';
import { readLocal, writeLocal } from '../../lib/storage';
import { ancestorsOf, isWithin, movedPath } from './paths';
import type { NewEntryType } from './tree-rows';
import { isCovered, movedSelection, type Selection, selectAllOf, selectOnly } from './tree-selection';

export interface TreeClipboard {
  /** None lies in another. */
  paths: readonly string[];
  mode: 'cut' | 'copy';
}

interface TreeState extends Selection {
  expanded: ReadonlySet<string>;
  creating: { parent: string; type: NewEntryType } | null;
  renaming: string | null;
  /** What was cut or copied, to be pasted. */
  clipboard: TreeClipboard | null;
  /** An entry to be brought into view, each request with a number of its own. */
  reveal: { path: string; request: number } | null;
}

const empty: TreeState = {
  ...selectOnly(null),
  expanded: new Set(),
  creating: null,
  renaming: null,
  clipboard: null,
  reveal: null,
};
const MOST_KEPT = 500;
const storedSchema = z.array(z.string()).max(MOST_KEPT);

export const useTree = create<TreeState>(() => empty);

/** Shows a project's own tree, and keeps what is expanded in this browser until the returned function is called. */
export function openTree(projectId: string): () => void {
  const key = `berth.tree.${projectId}`;
  const stored = storedSchema.safeParse(readLocal(key));
  useTree.setState({ ...empty, expanded: new Set(stored.success ? stored.data : []) }, true);
  return useTree.subscribe((state, before) => {
    if (state.expanded !== before.expanded) writeLocal(key, [...state.expanded].slice(-MOST_KEPT));
  });
}

export function setExpanded(path: string, open: boolean): void {
  useTree.setState(({ expanded }) => {
    const next = new Set(expanded);
    if (open) next.add(path);
    else next.delete(path);
    return { expanded: next };
  });
}

export function collapseAll(): void {
  useTree.setState({ expanded: new Set() });
}

/** Focuses an entry, and selects it alone. */
export function focusEntry(path: string | null): void {
  useTree.setState(selectOnly(path));
}

export function changeSelection(change: (selection: Selection) => Partial<Selection>): void {
  useTree.setState(change);
}

/** Focuses another entry where the focus is at or below some that are gone: one that is still selected, or else `next`. */
export function moveFocus(gone: readonly string[], next: string | null): void {
  const { focused, selected } = useTree.getState();
  if (focused === null || !isCovered(focused, new Set(gone))) return;
  const [left] = selected;
  if (left === undefined) focusEntry(next);
  else useTree.setState({ focused: left });
}

export function startCreating(parent: string, type: NewEntryType): void {
  if (parent !== '.') for (const folder of [...ancestorsOf(parent), parent]) setExpanded(folder, true);
  useTree.setState({ creating: { parent, type }, renaming: null });
}

export function startRenaming(path: string): void {
  useTree.setState({ renaming: path, creating: null });
}

export function stopEditing(): void {
  useTree.setState({ renaming: null, creating: null });
}

export function setClipboard(clipboard: TreeClipboard | null): void {
  useTree.setState({ clipboard });
}

/** What was cut and is now where it was to go is held no more. */
export function dropFromCut(paths: readonly string[]): void {
  const gone = new Set(paths);
  useTree.setState(({ clipboard }) =>
    clipboard?.mode === 'cut' ? { clipboard: without(clipboard, (path) => gone.has(path)) } : {},
  );
}

let requests = 0;

export function revealEntry(path: string): void {
  revealEntries([path]);
}

/** Opens the folders above entries, selects them and brings the first, which has the focus, into view. */
export function revealEntries(paths: readonly string[]): void {
  const [first] = paths;
  if (first === undefined) return;
  useTree.setState(({ expanded }) => ({
    ...selectAllOf(paths),
    expanded: new Set([...expanded, ...paths.flatMap(ancestorsOf)]),
    reveal: { path: first, request: ++requests },
  }));
}

/** Follows a rename: what was expanded, selected or cut stays so under its new path. */
export function moveInTree(from: string, to: string): void {
  useTree.setState(({ expanded, clipboard, ...selection }) => ({
    ...movedSelection(selection, from, to),
    expanded: new Set([...expanded].map((path) => movedPath(path, from, to))),
    clipboard: clipboard && {
      ...clipboard,
      paths: clipboard.paths.map((path) => movedPath(path, from, to)),
    },
  }));
}

export function forgetInTree(path: string): void {
  const isGone = (other: string) => isWithin(other, path);
  useTree.setState(({ expanded, selected, clipboard }) => ({
    expanded: new Set([...expanded].filter((other) => !isGone(other))),
    selected: new Set([...selected].filter((other) => !isGone(other))),
    clipboard: clipboard && without(clipboard, isGone),
  }));
}

/** Null where nothing is left of it. */
function without(clipboard: TreeClipboard, isGone: (path: string) => boolean): TreeClipboard | null {
  const paths = clipboard.paths.filter((path) => !isGone(path));
  return paths.length > 0 ? { ...clipboard, paths } : null;
}
