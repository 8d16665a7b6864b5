import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gitFailure } from './failure';
import type { GitDirectories } from './git-directory';

/** Milliseconds a lock must have been there before it can count as left behind. */
const SETTLED_MS = 1_000;
/** Milliseconds by which a process's start can be wrong: the clocks of files and processes tick on their own. */
const CLOCK_MS = 200;
/** Ticks of `/proc/PID/stat` in a second: the same on every Linux. */
const TICKS_PER_SECOND = 100;

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
  const holder = findHolder({ path, madeAt: before.mtimeMs }, git);
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
 * A process that has the lock open, or runs git in this repository since before the lock was made. Where processes cannot be seen, one that cannot be named
 * counts as the holder.
 */
function findHolder(lock: { path: string; madeAt: number }, git: Places): Holder | undefined {
  if (!existsSync('/proc/self')) return { pid: 0, command: 'an unknown process' };
  // A linked working tree is elsewhere than the repository it is of.
  const folders = [git.root, git.own.replace(/\/\.git(\/.*)?$/, '')];
  let inside: number | undefined;
  let hidden: number | undefined;
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    if (hasOpen(pid, lock.path)) return { pid, command: commandOf(pid) };
    if (!isGit(pid) || startedAt(pid) > lock.madeAt + CLOCK_MS) continue;
    const cwd = link(`/proc/${pid}/cwd`);
    if (cwd === undefined) hidden ??= pid;
    else if (folders.some((folder) => cwd === folder || cwd.startsWith(folder + sep))) inside ??= pid;
  }
  // What another user's git works on cannot be seen.
  const pid = inside ?? hidden;
  return pid === undefined ? undefined : { pid, command: commandOf(pid) };
}

function hasOpen(pid: number, path: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => link(`/proc/${pid}/fd/${fd}`) === path);
  } catch {
    return false;
  }
}

function isGit(pid: number): boolean {
  try {
    return /^git(-|$)/.test(readFileSync(`/proc/${pid}/comm`, 'utf8').trim()) && !isZombie(pid);
  } catch {
    return false;
  }
}

/** In milliseconds since 1970; as early as can be where it cannot be told. */
function startedAt(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const ticks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
    // The clock is read first: where this process has to wait between the two, the start is taken for earlier, never for later.
    const now = Date.now();
    const uptime = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]);
    const startMs = now - uptime * 1_000 + (ticks * 1_000) / TICKS_PER_SECOND;
    return Number.isNaN(startMs) ? 0 : startMs;
  } catch {
    return 0;
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
