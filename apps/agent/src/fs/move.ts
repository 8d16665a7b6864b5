import { lstatSync } from 'node:fs';
import { AppError } from '@berth/protocol/error';
import type { fsAgentCalls } from '@berth/protocol/fs';
import type { z } from 'zod';
import { log } from '../log';
import { entryAt, refuseRoot, toEntry } from './entry';
import { findWritable } from './own-area';
import { pathBeside, placeBeside } from './place-beside';
import type { Place, Root } from './root';
import { putAtTarget } from './target';
import { placeExclusively } from './temporary';
import type { Trash } from './trash';

export interface FromTo {
  from: string;
  to: string;
}

type MoveInput = z.output<(typeof fsAgentCalls)['fs.rename']['input']>;
type Moved = z.input<(typeof fsAgentCalls)['fs.rename']['output']>;

/** Answers `fs.rename`. What is replaced lies in the trash. */
export async function moveEntry(
  { root, trash }: { root: Root; trash: Trash },
  { from, to, conflict }: MoveInput,
): Promise<Moved> {
  using source = findWritable(root, from, { follow: false });
  refuseRoot(source);
  lstatSync(source.at);
  const target = { source, to, mayExist: conflict !== 'fail' };
  return await putAtTarget(root, target, async (place) => {
    if (conflict === 'rename') {
      const name = placeBeside(place, source.at, { first: 0 });
      return { ...toEntry(pathBeside(place, name), lstatSync(place.dir.at(name)), root), replaced: null };
    }
    const replaced = conflict === 'replace' ? await replaceEntry(trash, { source, place }) : null;
    if (conflict === 'fail') placeExclusively(source.at, place.at);
    return { ...entryAt(place, root), replaced };
  });
}

/** Takes an entry's place. Nothing else of this process runs in between; where it fails, what was there is put back. */
async function replaceEntry(
  trash: Trash,
  { source, place }: { source: Place; place: Place },
): Promise<string | null> {
  if (source.path.startsWith(`${place.path}/`)) {
    throw new AppError('INVALID_INPUT', `${source.path} lies in ${place.path}, so it cannot take its place.`);
  }
  const exists = lstatSync(place.at, { throwIfNoEntry: false }) !== undefined;
  const token = exists ? trash.take(place) : null;
  try {
    placeExclusively(source.at, place.at);
    return token;
  } catch (error) {
    // Where the name was taken again meanwhile, it stays in the trash.
    if (token !== null)
      await trash
        .restore(token)
        .catch((failure) => log('what was to be replaced stays in the trash', failure));
    throw error;
  }
}
