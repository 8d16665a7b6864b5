import { join } from 'node:path';
import { AppError } from '@berth/protocol/error';
import Database from 'better-sqlite3';

/** Milliseconds a server that is stopping has to let go. */
const PATIENCE_MS = 3_000;

/**
 * Keeps two servers off one data directory. The lock is the operating system's, taken through SQLite: however a server ends, it
 * is free again. @throws AppError STORAGE_UNAVAILABLE while another server holds it.
 */
export function lockDataDir(root: string): Disposable {
  const lock = new Database(join(root, 'lock'), { timeout: PATIENCE_MS });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    throw new AppError(
      'STORAGE_UNAVAILABLE',
      `Another Berth server already uses ${root}. Stop it, or give this one its own directory with BERTH_DATA_DIR.`,
      { cause },
    );
  }
  return { [Symbol.dispose]: () => void lock.close() };
}
