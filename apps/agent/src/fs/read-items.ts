import { isUtf8 } from 'node:buffer';
import { type Dirent, readdirSync, type Stats } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { REPLACEMENT } from './errors';
import type { Item } from './list-page';

/**
 * Bytes of a folder itself up to which it is read without leaving the event loop, which costs as much as reading a thousand
 * entries. They are about that many on ext4; where folders count otherwise, the longest has as many entries as bytes.
 */
const SMALL_BYTES = 64 * 1024;

export interface FolderItem {
  name: string;
  /** Of a name that is no UTF-8: what it is to the system. */
  bytes?: Buffer | undefined;
}

/**
 * The entries of a small folder that has at most `limit` of them, without their types, which cost a fifth of the time; undefined
 * for a larger folder, and for one with names that may be no UTF-8.
 */
export function readFew(at: string, { size }: Pick<Stats, 'size'>, limit: number): FolderItem[] | undefined {
  if (size > SMALL_BYTES) return undefined;
  const names = readdirSync(at);
  if (names.length > limit || names.some(mayBeOther)) return undefined;
  return names.map((name) => ({ name }));
}

/** The entries of a folder, those whose names are no UTF-8 too. Bytes are read only where a name may be such. */
export async function readItems(at: string, { size }: Pick<Stats, 'size'>): Promise<(FolderItem & Item)[]> {
  const options = { withFileTypes: true } as const;
  const items: Dirent[] = size <= SMALL_BYTES ? readdirSync(at, options) : await readdir(at, options);
  if (!items.some(({ name }) => mayBeOther(name))) return items;
  const raw = await readdir(at, { ...options, encoding: 'buffer' });
  return raw.map((item) => ({
    name: item.name.toString(),
    isDirectory: () => item.isDirectory(),
    ...(isUtf8(item.name) ? {} : { bytes: item.name }),
  }));
}

/** Whether a name may stand for bytes that are no UTF-8. */
function mayBeOther(name: string): boolean {
  return name.includes(REPLACEMENT);
}
