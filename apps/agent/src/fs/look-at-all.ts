import { lstatSync } from 'node:fs';
import type { EntryType } from '@berth/protocol/fs-entry';
import type { Dir, EntryName } from './dir';
import { typeOfMode } from './entry';
import type { FolderItem } from './read-items';
import { type Facts, loadStatx, type Statx } from './statx';

/**
 * Entries looked at in one go from which on that is worth the system call itself, whose addon takes 10 ms and 4 MB to load. It takes
 * two thirds of the time of Node 20's `lstat`, which makes an object of fourteen numbers and four dates of each.
 */
const MANY = 250;

export interface Looked extends FolderItem {
  type: EntryType;
  folder: boolean;
  facts: Facts;
}

/**
 * What entries of a folder are; those are left out that have gone since it was read or cannot be looked at.
 * @throws EACCES for a folder that may not be entered.
 */
export function lookAtAll(dir: Dir, items: FolderItem[]): Looked[] {
  // A folder that may be read and not entered can still be empty.
  if (items.length === 0) return [];
  return (items.length >= MANY && lookBySystemCall(dir, items, loadStatx())) || lookByNode(dir, items);
}

/** Undefined where this cannot be done. */
export function lookBySystemCall(
  dir: Dir,
  items: FolderItem[],
  statx: Statx | undefined,
): Looked[] | undefined {
  const { fd } = dir;
  if (fd === undefined || !statx?.(fd, '.')) return undefined;
  return found(items, ({ name, bytes }) => (bytes ? look(dir.at(bytes)) : statx(fd, name)));
}

/** With the folder as the working folder. */
export function lookByNode(dir: Dir, items: FolderItem[]): Looked[] {
  return dir.within(() => found(items, ({ name, bytes }) => look(bytes ?? name)));
}

function found(items: FolderItem[], lookAt: (item: FolderItem) => Facts | undefined): Looked[] {
  const looked: Looked[] = [];
  for (const item of items) {
    const facts = lookAt(item);
    if (!facts) continue;
    const type = typeOfMode(facts.mode);
    looked.push({ name: item.name, bytes: item.bytes, type, folder: type === 'directory', facts });
  }
  return looked;
}

function look(name: EntryName): Facts | undefined {
  try {
    return lstatSync(name, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
