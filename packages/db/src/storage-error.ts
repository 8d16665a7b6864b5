import { AppError } from '@berth/protocol/error';
import BetterSqlite from 'better-sqlite3';

/** Why a database cannot store. It travels in `details.storage` of a STORAGE_UNAVAILABLE error. */
export type StorageProblem = 'full' | 'locked' | 'read-only' | 'corrupt' | 'newer' | 'unreadable';

const sentences: Record<StorageProblem, string> = {
  full: 'The disk of the Berth server is full, so nothing can be stored. Free some space; Berth then continues by itself.',
  locked:
    'Another program is holding the Berth database locked. Close it, or wait until it is done; Berth then continues by itself.',
  'read-only':
    'The Berth database cannot be written. Check the permissions and the mount of the data directory.',
  corrupt:
    'The Berth database is damaged. Restart the server: it sets the damaged file aside and starts with what can be read from it.',
  newer:
    'The database was written by a newer Berth. Start that version, or a newer one; nothing was changed.',
  unreadable: 'The Berth database cannot be read or written. Check the disk and the data directory.',
};

export function storageError(problem: StorageProblem, cause?: unknown): AppError {
  return new AppError('STORAGE_UNAVAILABLE', sentences[problem], { cause, details: { storage: problem } });
}

/** Which problem a thrown SQLite error is, or undefined where it is a fault of the program. */
export function storageProblem(error: unknown): StorageProblem | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof AppError) return undefined;
  if (!(error instanceof BetterSqlite.SqliteError)) return storageProblem(error.cause);
  const code = error.code;
  if (code === 'SQLITE_FULL') return 'full';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED') || code === 'SQLITE_PROTOCOL') {
    return 'locked';
  }
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_PERM') return 'read-only';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'corrupt';
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN')) return 'unreadable';
  return undefined;
}

/** Anything thrown while a database was used, as the error a person is told. */
export function asStorageError(error: unknown): unknown {
  const problem = storageProblem(error);
  return problem ? storageError(problem, error) : error;
}
