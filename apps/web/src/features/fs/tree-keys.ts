import { isApple, type KeyPress, matchesKeys, parseKeys } from '../../lib/keys';
import { isFolder } from './folder-queries';
import { parentOf } from './paths';
import type { TreeRow } from './tree-rows';
import { isCovered } from './tree-selection';

export type EntryRow = Extract<TreeRow, { kind: 'entry' }>;

/** What a key asks of the tree. */
export type TreeIntent =
  | { do: 'focus'; path: string }
  | { do: 'expand' | 'collapse'; path: string }
  | { do: 'open'; row: EntryRow; preview: boolean }
  | { do: 'rename' | 'delete'; row: EntryRow };

export interface TreeKeyContext {
  rows: readonly TreeRow[];
  focused: string | null;
  /** Lines that fit on the screen. */
  page: number;
}

export function treeIntent(key: string, context: TreeKeyContext): TreeIntent | null {
  const entries = context.rows.filter((row) => row.kind === 'entry');
  const at = entries.findIndex(({ entry }) => entry.path === context.focused);
  const row = entries[at];
  const focusAt = (index: number): TreeIntent | null => {
    const to = entries[Math.min(entries.length - 1, Math.max(0, index))];
    return to ? { do: 'focus', path: to.entry.path } : null;
  };
  switch (key) {
    case 'ArrowDown':
      return focusAt(at + 1);
    case 'ArrowUp':
      return focusAt(at - 1);
    case 'Home':
      return focusAt(0);
    case 'End':
      return focusAt(entries.length - 1);
    case 'PageDown':
      return focusAt(at + context.page);
    case 'PageUp':
      return focusAt(at - context.page);
  }
  if (!row) return null;
  const { path } = row.entry;
  switch (key) {
    case 'ArrowRight':
      if (!isFolder(row.entry)) return null;
      return row.open ? focusAt(at + 1) : { do: 'expand', path };
    case 'ArrowLeft':
      return row.open
        ? { do: 'collapse', path }
        : row.depth > 0
          ? { do: 'focus', path: parentOf(path) }
          : null;
    case 'Enter':
    case ' ':
      if (isFolder(row.entry)) return { do: row.open ? 'collapse' : 'expand', path };
      return { do: 'open', row, preview: key === ' ' };
    case 'F2':
      return { do: 'rename', row };
    case 'Delete':
      return { do: 'delete', row };
    default:
      return null;
  }
}

/** The entry that has the place of others once they are gone with all below them: the next one, or the last before them. */
export function entryInPlaceOf(paths: readonly string[], rows: readonly TreeRow[]): string | null {
  const entries = rows.flatMap((row) => (row.kind === 'entry' ? [row.entry.path] : []));
  const gone = new Set(paths);
  const at = entries.findLastIndex((path) => gone.has(path));
  const last = entries[at];
  if (last === undefined) return null;
  const stays = (path: string) => !isCovered(path, gone);
  const next = entries.slice(at).find(stays);
  const beside = next && parentOf(next) === parentOf(last) ? next : entries.slice(0, at).findLast(stays);
  return beside ?? next ?? null;
}

/** What a key asks of what was or is to be cut or copied; `held` is that, if anything. */
export function clipboardKey(event: KeyPress, held: unknown): 'cut' | 'copy' | 'paste' | 'forget' | null {
  if (held !== null && event.key === 'Escape') return 'forget';
  const presses = (keys: string) => matchesKeys(event, parseKeys(keys, isApple()));
  if (presses('Mod+X')) return 'cut';
  if (presses('Mod+C')) return 'copy';
  return held !== null && presses('Mod+V') ? 'paste' : null;
}

/** The next entry whose name starts with what was typed; the focused one itself stays while more is typed. */
export function typeAhead(typed: string, context: Pick<TreeKeyContext, 'rows' | 'focused'>): string | null {
  const entries = context.rows.filter((row) => row.kind === 'entry');
  const at = entries.findIndex(({ entry }) => entry.path === context.focused);
  const wanted = typed.toLowerCase();
  const first = typed.length > 1 ? Math.max(0, at) : at + 1;
  for (let step = 0; step < entries.length; step++) {
    const row = entries[(first + step) % entries.length];
    if (row?.entry.name.toLowerCase().startsWith(wanted)) return row.entry.path;
  }
  return null;
}
