import { lstatSync } from 'node:fs';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { AppError } from '@berth/protocol/error';
import type { fsAgentCalls } from '@berth/protocol/fs';
import { Listing } from '@berth/protocol/fs-listing';
import { sayableTime } from '@berth/protocol/iso-time';
import type { z } from 'zod';
import { linkTypeOf } from './entry';
import { findOpened, type OnOpen } from './find-opened';
import { compare, decodeCursor, encodeCursor, pageOf } from './list-page';
import { type Looked, lookAtAll } from './look-at-all';
import { isHidden } from './own-area';
import { parsePath } from './path';
import { type FolderItem, readFew, readItems } from './read-items';
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
  const isShown = ({ name }: FolderItem): boolean => !isHidden(folder.path, name);
  const asked = parsePath(input.path).join('/');
  const listing = new Listing(asked);
  const add = ({ name, bytes, type, facts }: Looked): void => {
    listing.add({
      name,
      type,
      linkType: type === 'symlink' ? linkTypeOf(asked === '' ? name : `${asked}/${name}`, root) : null,
      size: facts.size,
      mtime: sayableTime(facts.mtimeMs),
      mode: facts.mode & 0o7777,
      validUtf8: bytes === undefined,
    });
  };
  const after = decodeCursor(input.cursor);
  const few = after ? undefined : readFew(dir.at('.'), stats, Math.min(SLICE, input.limit));
  if (few) {
    const shown = few.filter(isShown);
    for (const item of lookAtAll(dir, shown).sort(compare)) add(item);
    return { entries: listing.columns, nextCursor: null, total: shown.length };
  }
  const shown = (await readItems(dir.at('.'), stats)).filter(isShown);
  const page = pageOf(shown, { after, limit: input.limit });
  for (let start = 0; start < page.items.length; start += SLICE) {
    if (start > 0) await yieldToOthers();
    for (const item of lookAtAll(dir, page.items.slice(start, start + SLICE))) add(item);
  }
  return { entries: listing.columns, nextCursor: encodeCursor(page.next), total: shown.length };
}
