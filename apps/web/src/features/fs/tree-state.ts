import { z } from 'zod';
import { create } from 'zustand';
import { readLocal, writeLocal } from '../../lib/storage';
import { ancestorsOf, isWithin, movedPath } from './paths';
import type { NewEntryType } from './tree-rows';

export interface TreeClipboard {
  path: string;
  mode: 'cut' | 'copy';
}

interface TreeState {
  expanded: ReadonlySet<string>;
  /** The entry that keys act on. */
  focused: string | null;
  creating: { parent: string; type: NewEntryType } | null;
  renaming: string | null;
  /** What was cut or copied, to be pasted. */
  clipboard: TreeClipboard | null;
  /** An entry to be brought into view, each request with a number of its own. */
  reveal: { path: string; request: number } | null;
}

const empty: TreeState = {
  expanded: new Set(),
  focused: null,
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

export function focusEntry(path: string | null): void {
  useTree.setState({ focused: path });
}

/** Focuses another entry where the focus is at or below one that is gone. */
export function moveFocus(gone: string, next: string | null): void {
  useTree.setState(({ focused }) => (focused !== null && isWithin(focused, gone) ? { focused: next } : {}));
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

let requests = 0;

/** Opens the folders above an entry, focuses it and scrolls it into view. */
export function revealEntry(path: string): void {
  useTree.setState(({ expanded }) => ({
    expanded: new Set([...expanded, ...ancestorsOf(path)]),
    focused: path,
    reveal: { path, request: ++requests },
  }));
}

/** Follows a rename: what was expanded, focused or cut stays so under its new path. */
export function moveInTree(from: string, to: string): void {
  useTree.setState(({ expanded, focused, clipboard }) => ({
    expanded: new Set([...expanded].map((path) => movedPath(path, from, to))),
    focused: focused === null ? null : movedPath(focused, from, to),
    clipboard: clipboard && { ...clipboard, path: movedPath(clipboard.path, from, to) },
  }));
}

export function forgetInTree(path: string): void {
  useTree.setState(({ expanded, clipboard }) => ({
    expanded: new Set([...expanded].filter((other) => !isWithin(other, path))),
    clipboard: clipboard && isWithin(clipboard.path, path) ? null : clipboard,
  }));
}
