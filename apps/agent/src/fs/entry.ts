import { constants, type Dirent, lstatSync, type Stats } from 'node:fs';
import { AppError } from '@berth/protocol/error';
import type { Entry, EntryType } from '@berth/protocol/fs-entry';
import { modifiedAt } from './modified';
import type { Place, Root } from './root';

/** What kind of entry a stat or a directory read describes. */
export function typeOf(item: Stats | Dirent): EntryType {
  if (item.isFile()) return 'file';
  if (item.isDirectory()) return 'directory';
  return item.isSymbolicLink() ? 'symlink' : 'other';
}

/** What kind of entry has a mode. */
export function typeOfMode(mode: number): EntryType {
  switch (mode & constants.S_IFMT) {
    case constants.S_IFREG:
      return 'file';
    case constants.S_IFDIR:
      return 'directory';
    case constants.S_IFLNK:
      return 'symlink';
    default:
      return 'other';
  }
}

export function toEntry(path: string, stats: Stats, root: Root): Entry {
  const type = typeOf(stats);
  return {
    name: path === '.' ? '' : path.slice(path.lastIndexOf('/') + 1),
    path,
    type,
    ...(type === 'symlink' ? { linkType: linkTypeOf(path, root) } : {}),
    size: stats.size,
    mtime: modifiedAt(stats),
    mode: stats.mode & 0o7777,
  };
}

/** The entry at a place. @throws ENOENT. */
export function entryAt(place: Place, root: Root): Entry {
  return toEntry(place.path, lstatSync(place.at), root);
}

/** What a link leads to, or null where that is missing, outside the project or a loop. */
export function linkTypeOf(path: string, root: Root): EntryType | null {
  try {
    using target = root.find(path, { follow: true });
    return typeOf(lstatSync(target.at));
  } catch {
    return null;
  }
}

/** @throws AppError INVALID_INPUT for the project's root, which stays where it is. */
export function refuseRoot(place: Place): void {
  if (place.name === '.') {
    throw new AppError('INVALID_INPUT', "The project's root can be neither created, deleted nor moved.");
  }
}
