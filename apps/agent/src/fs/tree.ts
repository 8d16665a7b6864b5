import { lstatSync, readdirSync, rmdirSync, type Stats, unlinkSync } from 'node:fs';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Dir } from './dir';
import { errno } from './errors';

/** Depth of folders that is followed; each level holds its folder open. */
const MAX_DEPTH = 500;
/** Entries that are handled before others get their turn. */
const SLICE = 200;

export interface Visit {
  dir: Dir;
  name: string;
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
export async function visitTree(start: { dir: Dir; name: string }, visitor: Visitor): Promise<void> {
  let visited = 0;
  const visit = async ({ dir, name }: { dir: Dir; name: string }, depth: number): Promise<void> => {
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
    for (const child of readdirSync(folder.at('.'))) await visit({ dir: folder, name: child }, depth + 1);
    visitor.leave?.(here);
  };
  await visit(start, 0);
}

function openChild(dir: Dir, name: string): Dir | undefined {
  try {
    return dir.child(name);
  } catch (error) {
    if (errno(error) === 'ENOENT' || errno(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Removes an entry and everything below it. */
export async function removeTree(start: { dir: Dir; name: string }, signal: AbortSignal): Promise<void> {
  await visitTree(start, {
    signal,
    enter: ({ dir, name, stats }) => {
      if (!stats.isDirectory()) unlinkSync(dir.at(name));
      return true;
    },
    leave: ({ dir, name }) => rmdirSync(dir.at(name)),
  });
}
