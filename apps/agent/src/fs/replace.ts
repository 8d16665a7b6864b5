import { constants, linkSync, lstatSync, renameSync, rmSync, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@berth/protocol/error';
import { conflict, expectEtag } from './conflict';
import { errno } from './errors';
import { fileEtag } from './etag';
import { openFile } from './open-file';
import { overwriteFile } from './overwrite';
import { placeBeside } from './place-beside';
import type { Place } from './root';
import { temporaryName, writeTemporary } from './temporary';
import { hasWriter } from './writers';

/** Milliseconds a program that opened the file before it was replaced has to finish its write; and between looks at it. */
const GRACE_MS = 500;
const LOOK_MS = 5;

export interface Replacement {
  bytes: Buffer;
  /** Replace only this version. */
  ifMatch: string | undefined;
}

/**
 * Replaces a file's content in one step: a reader sees the old or the new, and a crash leaves one of them. With `ifMatch`,
 * whatever another program wrote into the file up to that step is put back and answered as a CONFLICT, not lost. Where the
 * new file was written to as well by then, both stay.
 * @throws AppError CONFLICT with `details.etag`, NOT_A_FILE; ENOENT.
 */
export async function replaceFile(place: Place, { bytes, ifMatch }: Replacement): Promise<void> {
  const { handle, stats } = await openFile(place);
  try {
    if (ifMatch !== undefined) await expectEtag(place, { handle, etag: ifMatch });
    const temporary = await writeTemporary(place.dir, bytes, stats).catch((error: unknown) => {
      // A new file cannot keep the owner, or none can be made in that folder: this one is written in place instead.
      if (errno(error) === 'EPERM' || errno(error) === 'EACCES') return undefined;
      throw error;
    });
    if (temporary === undefined) return await overwriteFile(place, { bytes, ifMatch });
    try {
      if (ifMatch === undefined) renameSync(place.dir.at(temporary), place.at);
      else await exchange(place, { temporary, handle, stats, etag: ifMatch });
    } finally {
      rmSync(place.dir.at(temporary), { force: true });
    }
  } finally {
    await handle.close();
  }
}

interface Exchange {
  temporary: string;
  /** The file that is replaced, open. */
  handle: FileHandle;
  stats: Stats;
  etag: string;
}

async function exchange(place: Place, { temporary, handle, stats, etag }: Exchange): Promise<void> {
  await expectEtag(place, { handle, etag });
  const kept = place.dir.at(temporaryName());
  // From here to the rename nothing else of this process runs: another has some microseconds to put a new file in between.
  const hasKept = keepLink(place.at, kept);
  try {
    const now = lstatSync(place.at, { throwIfNoEntry: false });
    if (now?.ino !== stats.ino || now.dev !== stats.dev) throw await conflict(place);
    const ours = lstatSync(place.dir.at(temporary));
    renameSync(place.dir.at(temporary), place.at);
    await syncFolder(place);
    await waitForWriters(place, stats);
    if (!hasKept || (await isStill({ handle, stats, etag }))) return;
    throw await putBack(place, { kept, ours });
  } finally {
    rmSync(kept, { force: true });
  }
}

interface Replaced {
  /** Where the replaced file is. */
  kept: string;
  /** What the new file was when it took the name. */
  ours: Stats;
}

/**
 * Gives the replaced file its name back, unless the file that has it now is somebody's work too: then the replaced one stays
 * under a name of its own. Returns what is answered.
 */
async function putBack(place: Place, { kept, ours }: Replaced): Promise<AppError> {
  const isInUse = await hasWriter(ours, place.name);
  // Nothing else of this process runs from here to the rename.
  const now = lstatSync(place.at, { throwIfNoEntry: false });
  if (now && !isInUse && isSameVersion(now, ours)) {
    renameSync(kept, place.at);
    return conflict(place);
  }
  // A file that was deleted meanwhile is not to come back.
  if (!now) return conflict(place);
  const name = placeBeside(place, kept, { last: Number.POSITIVE_INFINITY });
  const { details } = await conflict(place);
  return new AppError(
    'CONFLICT',
    `${place.path} was written by two other programs while it was saved. The other version was kept as ${name}.`,
    { details },
  );
}

function isSameVersion(one: Stats, other: Stats): boolean {
  return (
    one.dev === other.dev && one.ino === other.ino && one.size === other.size && one.mtimeMs === other.mtimeMs
  );
}

/** Waits for programs that write to the replaced file, bounded: one that never closes it writes on unseen, as with any editor. */
async function waitForWriters(place: Place, stats: Stats): Promise<void> {
  const end = Date.now() + GRACE_MS;
  while ((await hasWriter(stats, place.name)) && Date.now() < end) await delay(LOOK_MS);
}

/** Whether the replaced file's content is what it was. (Its other facts change with the replacing itself.) */
async function isStill({ handle, stats, etag }: Omit<Exchange, 'temporary'>): Promise<boolean> {
  if (!etag.startsWith('stat-')) return (await fileEtag(handle)) === etag;
  const now = await handle.stat();
  return now.size === stats.size && now.mtimeMs === stats.mtimeMs;
}

/** A second name for the file while it is replaced; false where the file system has none to give. */
function keepLink(at: string, kept: string): boolean {
  try {
    linkSync(at, kept);
    return true;
  } catch (error) {
    if (errno(error) === 'ENOENT') throw error;
    return false;
  }
}

/** Makes the folder's names safe on disk, where its permissions let it be opened. */
async function syncFolder(place: Place): Promise<void> {
  const handle = await open(place.dir.at('.'), constants.O_RDONLY | constants.O_DIRECTORY).catch(
    () => undefined,
  );
  await handle?.sync().finally(() => handle.close());
}
