import { AppError } from '@berth/protocol/error';
import { z } from 'zod';

/** Where a page ended: its last entry, which need not exist any more when the next page is read. */
export interface Position {
  folder: boolean;
  name: string;
}

export interface Item {
  name: string;
  isDirectory(): boolean;
}

const cursorSchema = z.tuple([z.boolean(), z.string()]);

/** The first `limit` items behind a position, folders first and then by code points, and where the page ended if more follow. */
export function pageOf<T extends Item>(
  items: T[],
  { after, limit }: { after: Position | undefined; limit: number },
): { items: T[]; next: Position | undefined } {
  const sorted = items
    .map((item) => ({ item, folder: item.isDirectory(), name: item.name }))
    .filter((entry) => !after || compare(entry, after) > 0)
    .sort(compare);
  const page = sorted.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((entry) => entry.item),
    next: last && sorted.length > limit ? { folder: last.folder, name: last.name } : undefined,
  };
}

/** The order of a list. */
export function compare(a: Position, b: Position): number {
  if (a.folder !== b.folder) return a.folder ? -1 : 1;
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

export function encodeCursor(position: Position | undefined): string | null {
  if (!position) return null;
  return Buffer.from(JSON.stringify([position.folder, position.name])).toString('base64url');
}

/** @throws AppError INVALID_INPUT for anything `encodeCursor` did not make. */
export function decodeCursor(cursor: string | null | undefined): Position | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  try {
    const [folder, name] = cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { folder, name };
  } catch (cause) {
    throw new AppError('INVALID_INPUT', 'The cursor is not one fs.list gave.', { cause });
  }
}
