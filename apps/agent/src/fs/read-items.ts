import { isUtf8 } from 'node:buffer';
import { readdir } from 'node:fs/promises';
import { REPLACEMENT } from './errors';
import type { Item } from './list-page';

export interface FolderItem extends Item {
  /** Of a name that is no UTF-8: what it is to the system. */
  bytes?: Buffer;
}

/** The entries of a folder, those whose names are no UTF-8 too. Bytes are read only where a name may be such. */
export async function readItems(at: string): Promise<FolderItem[]> {
  const items = await readdir(at, { withFileTypes: true });
  if (!items.some(({ name }) => name.includes(REPLACEMENT))) return items;
  const raw = await readdir(at, { withFileTypes: true, encoding: 'buffer' });
  return raw.map((item) => ({
    name: item.name.toString(),
    isDirectory: () => item.isDirectory(),
    ...(isUtf8(item.name) ? {} : { bytes: item.name }),
  }));
}
