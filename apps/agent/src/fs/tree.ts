import { isUtf8 } from 'node:buffer';
import { lstatSync, readdirSync, rmdirSync, type Stats, unlinkSync } from 'node:fs';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Dir, EntryName } from './dir';
import { errno } from './errors';
import type { Progress } from './progress';

/** Depth of folders that is followed; each level holds its folder open. */
const MAX_DEPTH = 500;
/** Entries that are handled before others get their turn. */
const SLICE = 200;
/** What a folder's owner needs to remove what is in it. */
const OWNER_ALL = 0o700;

/** An entry of a held folder. */
export interface EntryIn {
  dir: Dir;
  name: EntryName;
}

export interface Visit extends EntryIn {
  stats: Stats;
  depth: number;
}

export interface Visitor {
  /** Called for every entry before what is in it; `false` leaves a folder's content out. */
  enter(visit: Visit): boolean | Promise<boolean>;
  /** Called for every folder after what is in it. */
  leave?(visit: Visit): void;
  signal: AbortSignal;
}

/**
 * Visits an entry and everything below it, folder by held folder, so that no link that appears meanwhile is followed. Entries
 * that vanish meanwhile are passed over.
 * @throws ELOOP beyond 500 levels; what the signal says when it aborts.
 */
export async function visitTree(start: EntryIn, visitor: Visitor): Promise<void> {
  let visited = 0;
  const visit = async ({ dir, name }: EntryIn, depth: number): Promise<void> => {
    visitor.signal.throwIfAborted();
    if (depth > MAX_DEPTH)
      throw Object.assign(new Error('folders are nested too deeply'), { code: 'ENAMETOOLONG' });
    visited += 1;
    if (visited % SLICE === 0) await yieldToOthers();
    const stats = lstatSync(dir.at(name), { throwIfNoEntry: false });
    if (!stats) return;
    const here = { dir, name, stats, depth };
    const answer = visitor.enter(here);
    const goOn = answer instanceof Promise ? await answer : answer;
    if (!stats.isDirectory() || !goOn) return;
    using folder = openChild(dir, name);
    if (!folder) return;
    for (const child of namesIn(folder)) await visit({ dir: folder, name: child }, depth + 1);
    visitor.leave?.(here);
  };
  await visit(start, 0);
}

/** Every name, whatever its bytes are: one that is decoded with loss would be passed over as an entry that vanished. */
function namesIn(folder: Dir): EntryName[] {
  return readdirSync(folder.at('.'), 'buffer').map((name) => (isUtf8(name) ? name.toString() : name));
}

function openChild(dir: Dir, name: EntryName): Dir | undefined {
  try {
    return dir.child(name);
  } catch (error) {
    if (errno(error) === 'ENOENT' || errno(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Removes an entry and everything below it. */
export async function removeTree(start: EntryIn, signal: AbortSignal, progress?: Progress): Promise<void> {
  await visitTree(start, {
    signal,
    enter: async ({ dir, name, stats }) => {
      const isFolder = stats.isDirectory();
      if (!isFolder) unlinkSync(dir.at(name));
      await progress?.add(isFolder ? 0 : 1, isFolder ? 0 : stats.size);
      return true;
    },
    leave: ({ dir, name }) => rmdirSync(dir.at(name)),
  });
}

/** Removes an entry and everything below it, folders that their permissions protect too. */
export async function removeProtectedTree(start: EntryIn, signal: AbortSignal): Promise<void> {
  await visitTree(start, {
    signal,
    enter: ({ dir, name, stats }) => {
      if (!stats.isDirectory() || (stats.mode & OWNER_ALL) === OWNER_ALL) return true;
      using folder = openChild(dir, name);
      folder?.setMode(OWNER_ALL);
      return true;
    },
  });
  await removeTree(start, signal);
}
