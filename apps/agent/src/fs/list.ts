import { lstatSync, type Stats } from 'node:fs';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { AppError } from '@berth/protocol/error';
import type { fsAgentCalls } from '@berth/protocol/fs';
import { Listing } from '@berth/protocol/fs-listing';
import { sayableTime } from '@berth/protocol/iso-time';
import type { z } from 'zod';
import type { EntryName } from './dir';
import { linkTypeOf, typeOf } from './entry';
import { findOpened, type OnOpen } from './find-opened';
import { decodeCursor, encodeCursor, pageOf } from './list-page';
import { isHidden } from './own-area';
import { parsePath } from './path';
import { readItems } from './read-items';
import type { Root } from './root';

type ListInput = z.output<(typeof fsAgentCalls)['fs.list']['input']> & { onOpen: OnOpen };
type ListOutput = z.input<(typeof fsAgentCalls)['fs.list']['output']>;

/** Entries that are looked at before others get their turn. */
const SLICE = 1000;

/** Answers `fs.list`. Only the entries of the page are looked at one by one; their paths go through the links that were asked for. */
export async function listFolder(root: Root, input: ListInput): Promise<ListOutput> {
  using folder = findOpened(root, input.path, input.onOpen);
  const stats = lstatSync(folder.at);
  if (!stats.isDirectory()) throw new AppError('INVALID_INPUT', `${input.path} is not a folder.`);
  using dir = folder.dir.child(folder.name);
  const items = await readItems(dir.at('.'), stats);
  const shown = items.filter((item) => !isHidden(folder.path, item.name));
  const page = pageOf(shown, { after: decodeCursor(input.cursor), limit: input.limit });
  const asked = parsePath(input.path).join('/');
  const listing = new Listing(asked);
  for (let start = 0; start < page.items.length; start += SLICE) {
    if (start > 0) await yieldToOthers();
    const slice = page.items.slice(start, start + SLICE);
    dir.within(() => {
      for (const { name, bytes } of slice) {
        const stats = look(bytes ?? name);
        if (!stats) continue;
        const type = typeOf(stats);
        listing.add({
          name,
          type,
          linkType: type === 'symlink' ? linkTypeOf(asked === '' ? name : `${asked}/${name}`, root) : null,
          size: stats.size,
          mtime: sayableTime(stats.mtimeMs),
          mode: stats.mode & 0o7777,
          validUtf8: bytes === undefined,
        });
      }
    });
  }
  return { entries: listing.columns, nextCursor: encodeCursor(page.next), total: shown.length };
}

/** What an entry is, or undefined when it has gone since the folder was read or cannot be looked at. */
function look(name: EntryName): Stats | undefined {
  try {
    return lstatSync(name, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
