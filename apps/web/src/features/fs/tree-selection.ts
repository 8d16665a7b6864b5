import type { Entry } from '@berth/protocol/fs-entry';
import { ancestorsOf, movedPath } from './paths';

/** Which of the tree's entries are selected. Paths, not lines: what is scrolled out of sight is selected all the same. */
export interface Selection {
  /** The entry that the keys move from, selected or not. */
  focused: string | null;
  selected: ReadonlySet<string>;
  /** Where a range starts. */
  anchor: string | null;
}

export function selectOnly(path: string | null): Selection {
  return { focused: path, selected: new Set(path === null ? [] : [path]), anchor: path };
}

/** Several at once; the first has the focus. */
export function selectAllOf(paths: readonly string[]): Selection {
  return { ...selectOnly(paths[0] ?? null), selected: new Set(paths) };
}

/** Adds an entry, or takes it away. */
export function toggled({ selected }: Selection, path: string): Selection {
  const next = new Set(selected);
  if (!next.delete(path)) next.add(path);
  return { focused: path, selected: next, anchor: path };
}

/** Selects from the anchor to an entry; `add` keeps what was selected before. `shown`: the paths of the tree's lines, from the top. */
export function extended(
  selection: Selection,
  path: string,
  { shown, add }: { shown: readonly string[]; add: boolean },
): Selection {
  const start = [selection.anchor, selection.focused].find((from) => from !== null && shown.includes(from));
  const anchor = start ?? path;
  const [from, to] = [shown.indexOf(anchor), shown.indexOf(path)].sort((a, b) => a - b);
  const range = shown.slice(from, (to ?? 0) + 1);
  return { focused: path, selected: new Set(add ? [...selection.selected, ...range] : range), anchor };
}

/** Leaves out what was shown before and is no longer: it is gone, or in a folder that was closed. The focus stays with the rest. */
export function stillShown(
  selection: Selection,
  { before, now }: { before: readonly string[]; now: readonly string[] },
): Selection {
  const { focused } = selection;
  const known = new Set([...selection.selected, ...(focused === null ? [] : [focused])]);
  // There may be a hundred thousand lines, and few that are known.
  const knownOf = (paths: readonly string[]) => new Set(paths.filter((path) => known.has(path)));
  const [was, is] = [knownOf(before), knownOf(now)];
  const isLeft = (path: string) => is.has(path) || !was.has(path);
  const kept = [...selection.selected].filter(isLeft);
  if (kept.length === selection.selected.size) return selection;
  const keepsFocus = focused === null || isLeft(focused);
  return {
    ...selection,
    selected: new Set(kept),
    focused: keepsFocus ? focused : (kept[0] ?? focused),
  };
}

/** Follows a move of an entry with all below it. */
export function movedSelection(
  { focused, selected, anchor }: Selection,
  from: string,
  to: string,
): Selection {
  return {
    focused: focused === null ? null : movedPath(focused, from, to),
    selected: new Set([...selected].map((path) => movedPath(path, from, to))),
    anchor: anchor === null ? null : movedPath(anchor, from, to),
  };
}

/** Whether an entry is one of `paths`, or lies below one. */
export function isCovered(path: string, paths: ReadonlySet<string>): boolean {
  return paths.has(path) || ancestorsOf(path).some((folder) => paths.has(folder));
}

/** Each entry once, without those in folders that are among them: what is done to a folder is done to all in it. */
export function outermost(entries: readonly Entry[]): Entry[] {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const paths: ReadonlySet<string> = new Set(byPath.keys());
  return [...byPath.values()].filter(({ path }) => !ancestorsOf(path).some((folder) => paths.has(folder)));
}

/** What is done to an entry is done to all that is selected with it; to one that is not selected, alone. */
export function targetsAt(entry: Entry | null, selected: readonly Entry[]): Entry[] {
  if (entry === null) return [];
  return selected.some(({ path }) => path === entry.path) ? outermost(selected) : [entry];
}
