import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  type Stats,
} from 'node:fs';
import type { EntryType } from '@berth/protocol/fs-entry';
import { Dir } from '../fs/dir';
import { typeOf } from '../fs/entry';
import { isHidden } from '../fs/own-area';
import type { Root } from '../fs/root';
import { isTemporary } from '../fs/temporary';

/** Bytes of a .gitignore that are read. */
const MAX_RULES_BYTES = 256 * 1024;

/** The folder at a path without following any link, or undefined where there is none (any more). */
export function holdFolder(root: Root, path: string): Dir | undefined {
  try {
    return descend(Dir.open(root.path), path === '.' ? [] : path.split('/'));
  } catch {
    return undefined;
  }
}

function descend(from: Dir, names: string[]): Dir {
  const [name, ...rest] = names;
  if (name === undefined) return from;
  using dir = from;
  return descend(dir.child(name), rest);
}

/** The names of files under way in a held folder, which no view shows. */
export function temporariesIn(dir: Dir): string[] {
  try {
    return readdirSync(dir.at('.')).filter(isTemporary);
  } catch {
    return [];
  }
}

/** The entries of a held folder and their types; none where it cannot be read. */
export function entriesOf(dir: Dir, path: string): Map<string, EntryType> {
  try {
    const items = readdirSync(dir.at('.'), { withFileTypes: true });
    return new Map(
      items.filter((item) => !isHidden(path, item.name)).map((item) => [item.name, typeOf(item)] as const),
    );
  } catch {
    return new Map();
  }
}

export function statsOf(dir: Dir, name: string): Stats | undefined {
  try {
    return lstatSync(dir.at(name), { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** The rules of a folder's .gitignore, or undefined where it has none that can be read. */
export function readRules(dir: Dir): string | undefined {
  let fd: number | undefined;
  try {
    fd = openSync(dir.at('.gitignore'), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if (!fstatSync(fd).isFile()) return undefined;
    const buffer = Buffer.alloc(MAX_RULES_BYTES);
    return buffer.toString('utf8', 0, readSync(fd, buffer, 0, buffer.length, 0));
  } catch {
    return undefined;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}
