import {
  chmodSync,
  constants,
  lstatSync,
  mkdirSync,
  readlinkSync,
  type Stats,
  statfsSync,
  symlinkSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { AppError } from '@berth/protocol/error';
import type { Entry } from '@berth/protocol/fs-entry';
import { log } from '../log';
import type { Dir } from './dir';
import { entryAt, refuseRoot } from './entry';
import type { FromTo } from './move';
import { openFile } from './open-file';
import type { Progress } from './progress';
import type { Root } from './root';
import { putAtTarget } from './target';
import { placeExclusively, temporaryName } from './temporary';
import { type EntryIn, removeProtectedTree, type Visit, visitTree } from './tree';

const CHUNK_BYTES = 1024 * 1024;

/** What a copy may be ended by, and tells of itself. */
export interface CopyControl {
  signal: AbortSignal;
  progress: Progress;
}

/** Answers `fs.copy`: the copy appears complete, or not at all. */
export async function copyEntry(root: Root, { from, to }: FromTo, control: CopyControl): Promise<Entry> {
  using source = root.find(from, { follow: false });
  refuseRoot(source);
  const stats = lstatSync(source.at);
  if (!stats.isDirectory() && !isCopiedFile(stats)) {
    throw new AppError('NOT_A_FILE', `${from} is a pipe, a socket or a device: it has no content to copy.`);
  }
  return await putAtTarget(root, { source, to }, async (target) => {
    refuseWithoutSpace(target.dir, await measure(source, control));
    const temporary = temporaryName();
    try {
      await copyTree(source, { dir: target.dir, name: temporary, ...control });
      placeExclusively(target.dir.at(temporary), target.at);
    } catch (error) {
      await removeUnfinished({ dir: target.dir, name: temporary });
      throw error;
    }
    return entryAt(target, root);
  });
}

/** Counts the bytes that are to be copied. */
async function measure(source: EntryIn, { signal, progress }: CopyControl): Promise<number> {
  await visitTree(source, {
    signal,
    enter: async ({ stats }) => {
      await progress.add(isCopiedFile(stats) ? 1 : 0, stats.isFile() ? stats.size : 0);
      return true;
    },
  });
  return (await progress.startOver()).totalBytes;
}

/** Whether it counts as a file of the copy: folders have their content, pipes and devices are left out. */
function isCopiedFile(stats: Stats): boolean {
  return stats.isFile() || stats.isSymbolicLink();
}

/** Removes a copy that failed or was given up, with folders whose permissions were copied already. */
async function removeUnfinished(copy: EntryIn): Promise<void> {
  try {
    await removeProtectedTree(copy, new AbortController().signal);
  } catch (error) {
    log('an unfinished copy could not be removed', error);
  }
}

interface Destination extends EntryIn, CopyControl {}

async function copyTree(source: EntryIn, to: Destination): Promise<void> {
  // The folders of the copy that are being filled, outermost first: one for each level above the visited entry.
  const folders: Dir[] = [to.dir];
  try {
    await visitTree(source, {
      signal: to.signal,
      enter: async (visit) => {
        const parent = folders[visit.depth];
        if (!parent) throw new Error('a folder is entered before what is in it');
        const name = visit.depth === 0 ? to.name : visit.name;
        if (visit.stats.isDirectory()) {
          mkdirSync(parent.at(name), { mode: 0o700 });
          folders.push(parent.child(name));
          await to.progress.add(0, 0);
        } else if (visit.stats.isSymbolicLink()) {
          symlinkSync(readlinkSync(visit.dir.at(visit.name), 'buffer'), parent.at(name));
          await to.progress.add(1, 0);
        } else if (visit.stats.isFile()) await copyFile(visit, { ...to, dir: parent, name });
        return true;
      },
      leave: ({ depth, stats }) => {
        for (const folder of folders.splice(depth + 1)) {
          chmodSync(folder.at('.'), stats.mode & 0o7777);
          folder[Symbol.dispose]();
        }
      },
    });
  } finally {
    for (const folder of folders.slice(1)) folder[Symbol.dispose]();
  }
}

async function copyFile(visit: Visit, to: Destination): Promise<void> {
  const { handle, stats } = await openFile({ at: visit.dir.at(visit.name), path: String(visit.name) });
  try {
    refuseWithoutSpace(to.dir, stats.size);
    const flags = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | constants.O_NOFOLLOW;
    const copy = await open(to.dir.at(to.name), flags, 0o600);
    try {
      const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, stats.size + 1));
      for (;;) {
        to.signal.throwIfAborted();
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
        if (bytesRead === 0) break;
        await copy.writeFile(buffer.subarray(0, bytesRead));
        await to.progress.add(0, bytesRead);
      }
      await copy.chmod(stats.mode & 0o7777);
      await to.progress.add(1, 0);
    } finally {
      await copy.close();
    }
  } finally {
    await handle.close();
  }
}

/** A sparse file can claim terabytes: what cannot fit is refused before it fills the disk. */
function refuseWithoutSpace(dir: Dir, size: number): void {
  const { bavail, bsize } = statfsSync(dir.at('.'));
  if (size <= bavail * bsize) return;
  throw new AppError('STORAGE_UNAVAILABLE', 'There is not enough room on the disk for the copy.', {
    details: { size, free: bavail * bsize },
  });
}
