import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gitFailure } from './failure';
import type { GitDirectories } from './git-directory';

/** Milliseconds a lock must have been there before it can count as left behind. */
const SETTLED_MS = 1_000;

/** The repository, and the project's folder, in which git may run. */
type Places = GitDirectories & { root: string };

export interface Holder {
  pid: number;
  command: string;
}

/** The lock git complains about, if it is one of this repository. */
export function lockIn(stderr: string, git: GitDirectories): string | undefined {
  const path = /Unable to create '(.+\.lock)': File exists/.exec(stderr)?.[1];
  const inside = [git.own, git.common].some((folder) => path?.startsWith(folder + sep));
  return inside && path && !path.includes(`${sep}..${sep}`) ? path : undefined;
}

/**
 * When git complains about a lock: removes it if no process can hold it, and answers true. Answers false when git complained
 * about something else. @throws AppError GIT_FAILED of the kind `locked`, with who holds it.
 */
export async function recoverLock(stderr: string, git: Places): Promise<boolean> {
  const path = lockIn(stderr, git);
  if (path === undefined) return false;
  const before = statSync(path, { throwIfNoEntry: false });
  if (!before) return true;
  const age = Date.now() - before.mtimeMs;
  if (age < SETTLED_MS) await delay(SETTLED_MS - Math.max(age, 0));
  const holder = findHolder(path, git);
  const now = statSync(path, { throwIfNoEntry: false });
  if (!now) return true;
  if (holder === undefined && now.ino === before.ino && now.mtimeMs === before.mtimeMs) {
    rmSync(path, { force: true });
    return true;
  }
  throw gitFailure('locked', {
    message: holder
      ? `Another program works on the repository: ${holder.command} (process ${holder.pid}). Try again when it is done.`
      : 'Another program works on the repository. Try again when it is done.',
    holder: holder ?? null,
    lock: path,
  });
}

/**
 * A process that has the lock open or runs git in this repository. Where processes cannot be seen, one that cannot be named
 * counts as the holder.
 */
function findHolder(lock: string, git: Places): Holder | undefined {
  if (!existsSync('/proc/self')) return { pid: 0, command: 'an unknown process' };
  // A linked working tree is elsewhere than the repository it is of.
  const folders = [git.root, git.own.replace(/\/\.git(\/.*)?$/, '')];
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    if (hasOpen(pid, lock) || runsGitIn(pid, folders)) return { pid, command: commandOf(pid) };
  }
  return undefined;
}

function hasOpen(pid: number, path: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => link(`/proc/${pid}/fd/${fd}`) === path);
  } catch {
    return false;
  }
}

/** Where a process may not be looked into, as another user's, it counts as one in the folders. */
function runsGitIn(pid: number, folders: readonly string[]): boolean {
  const cwd = link(`/proc/${pid}/cwd`);
  const isInside = folders.some((folder) => cwd === folder || cwd?.startsWith(folder + sep));
  if (cwd !== undefined && !isInside) return false;
  try {
    return /^git(-|$)/.test(readFileSync(`/proc/${pid}/comm`, 'utf8').trim()) && !isZombie(pid);
  } catch {
    return false;
  }
}

function isZombie(pid: number): boolean {
  return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

function link(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function commandOf(pid: number): string {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
    return words.slice(0, 2).join(' ').slice(0, 200) || 'a process';
  } catch {
    return 'a process';
  }
}
