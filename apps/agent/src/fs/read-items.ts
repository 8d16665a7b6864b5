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

export interface FolderItem extends Item {
  /** Of a name that is no UTF-8: what it is to the system. */
  bytes?: Buffer;
}

/** The entries of a folder, those whose names are no UTF-8 too. Bytes are read only where a name may be such. */
export async function readItems(at: string, { size }: Pick<Stats, 'size'>): Promise<FolderItem[]> {
  const options = { withFileTypes: true } as const;
  const items: Dirent[] = size <= SMALL_BYTES ? readdirSync(at, options) : await readdir(at, options);
  if (!items.some(({ name }) => name.includes(REPLACEMENT))) return items;
  const raw = await readdir(at, { ...options, encoding: 'buffer' });
  return raw.map((item) => ({
    name: item.name.toString(),
    isDirectory: () => item.isDirectory(),
    ...(isUtf8(item.name) ? {} : { bytes: item.name }),
  }));
}
