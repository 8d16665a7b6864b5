import { lstatSync, type Stats } from 'node:fs';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { AppError } from '@berth/protocol/error';
import type { fsAgentCalls } from '@berth/protocol/fs';
import type { Entry } from '@berth/protocol/fs-entry';
import type { z } from 'zod';
import type { EntryName } from './dir';
import { toEntry } from './entry';
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
  const items = await readItems(dir.at('.'));
  const shown = items.filter((item) => !isHidden(folder.path, item.name));
  const page = pageOf(shown, { after: decodeCursor(input.cursor), limit: input.limit });
  const asked = parsePath(input.path).join('/');
  const entries: Entry[] = [];
  for (let start = 0; start < page.items.length; start += SLICE) {
    if (start > 0) await yieldToOthers();
    const slice = page.items.slice(start, start + SLICE);
    const found = dir.within(() => slice.map(({ name, bytes }) => look(bytes ?? name)));
    for (const [index, item] of slice.entries()) {
      const stats = found[index];
      if (!stats) continue;
      const entry = toEntry(asked === '' ? item.name : `${asked}/${item.name}`, stats, root);
      entries.push(item.bytes ? { ...entry, validUtf8: false } : entry);
    }
  }
  return { entries, nextCursor: encodeCursor(page.next), total: shown.length };
}

/** What an entry is, or undefined when it has gone since the folder was read or cannot be looked at. */
function look(name: EntryName): Stats | undefined {
  try {
    return lstatSync(name, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
