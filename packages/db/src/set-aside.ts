import { existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import BetterSqlite from 'better-sqlite3';

/** Up to this size the whole file is checked at every start; a larger one only when it was found damaged. */
const CHECKED_BYTES = 256 * 1024 * 1024;

/** Whether `PRAGMA quick_check` finds the file whole. A damaged header throws SQLITE_NOTADB instead. */
export function isWhole(client: BetterSqlite.Database, path: string): boolean {
  const suspected = existsSync(suspicionPath(path));
  if (!suspected && statSync(path).size > CHECKED_BYTES) return true;
  return client.pragma('quick_check(1)', { simple: true }) === 'ok';
}

/** Exists after a damaged page was met while running; the next start then checks a file of any size. */
export function suspicionPath(path: string): string {
  return `${path}.suspected`;
}

/** Moves a damaged database and its journals aside, and answers where it is now. Nothing is deleted. */
export function setAside(path: string): string {
  const stamp = new Date().toISOString().replaceAll(':', '-');
  const target = `${path}.damaged-${stamp}`;
  renameSync(path, target);
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, target + suffix);
  }
  if (existsSync(suspicionPath(path))) renameSync(suspicionPath(path), `${target}.suspected`);
  return target;
}

/** The databases that were set aside next to `path`, newest first. */
export function listSetAside(path: string): { name: string; at: string }[] {
  const prefix = `${basename(path)}.damaged-`;
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(prefix) && name.endsWith('Z'))
    .map((name) => ({ name, at: statSync(join(dirname(path), name)).ctime.toISOString() }))
    .sort((a, b) => b.name.localeCompare(a.name));
}

/** Opens a connection with the settings every connection of Berth has. */
export function connect(path: string, busyTimeoutMs: number): BetterSqlite.Database {
  const client = new BetterSqlite(path, { timeout: busyTimeoutMs });
  try {
    client.pragma('journal_mode = WAL');
    client.pragma('synchronous = FULL');
    client.pragma('foreign_keys = ON');
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}
