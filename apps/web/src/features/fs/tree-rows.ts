import type { Entry } from '@berth/protocol/fs-entry';
import { type Folder, isFolder } from './folder-queries';
import { ROOT } from './paths';

/** What is known of a folder: its entries, why they cannot be read, or nothing yet. */
export interface FolderState {
  folder?: Folder | undefined;
  error?: unknown;
}

export type TreeRow =
  | {
      kind: 'entry';
      key: string;
      depth: number;
      entry: Entry;
      open: boolean;
      position: number;
      siblings: number;
    }
  /** The field for the name of a new file or folder. */
  | { kind: 'create'; key: string; depth: number; parent: string; type: NewEntryType }
  | { kind: 'loading' | 'empty'; key: string; depth: number; parent: string }
  | { kind: 'more'; key: string; depth: number; parent: string; missing: number }
  | { kind: 'failed'; key: string; depth: number; parent: string; error: unknown };

export type NewEntryType = 'file' | 'directory';

export interface TreeShape {
  expanded: ReadonlySet<string>;
  folders: ReadonlyMap<string, FolderState>;
  creating: { parent: string; type: NewEntryType } | null;
}

export const entryIn = (row: TreeRow | undefined) => (row?.kind === 'entry' ? row.entry : null);

/** The tree as the lines of a list, from the top. */
export function treeRows(shape: TreeShape): TreeRow[] {
  const rows: TreeRow[] = [];
  addFolder({ path: ROOT, depth: 0 }, { shape, rows });
  return rows;
}

function addFolder(
  place: { path: string; depth: number },
  context: { shape: TreeShape; rows: TreeRow[] },
): void {
  const { path, depth } = place;
  const { shape, rows } = context;
  const { folder, error } = shape.folders.get(path) ?? {};
  const creating = shape.creating?.parent === path ? shape.creating : null;
  if (creating) rows.push({ kind: 'create', key: `${path}/?new`, depth, parent: path, type: creating.type });
  if (!folder) {
    const key = `${path}/?state`;
    rows.push(
      error
        ? { kind: 'failed', key, depth, parent: path, error }
        : { kind: 'loading', key, depth, parent: path },
    );
    return;
  }
  // Names that are not UTF-8 may look the same.
  const shown = new Set<string>();
  folder.entries.forEach((entry, index) => {
    const open = isFolder(entry) && shape.expanded.has(entry.path);
    rows.push({
      kind: 'entry',
      key: shown.has(entry.path) ? `${entry.path}/?${index}` : entry.path,
      depth,
      entry,
      open,
      position: index + 1,
      siblings: folder.total,
    });
    if (entry.validUtf8 === false) shown.add(entry.path);
    if (open) addFolder({ path: entry.path, depth: depth + 1 }, context);
  });
  const missing = folder.total - folder.entries.length;
  if (folder.nextCursor !== null)
    rows.push({ kind: 'more', key: `${path}/?more`, depth, parent: path, missing });
  else if (folder.entries.length === 0 && !creating)
    rows.push({ kind: 'empty', key: `${path}/?state`, depth, parent: path });
}

/** The folders whose entries the tree shows: the root, and what is expanded in folders that are shown. */
export function shownFolders(expanded: ReadonlySet<string>): string[] {
  const shown = [...expanded].filter((path) => {
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (!expanded.has(path.slice(0, slash))) return false;
    }
    return path !== ROOT;
  });
  return [ROOT, ...shown.sort()];
}
