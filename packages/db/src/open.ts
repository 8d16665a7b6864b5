import { renameSync, rmSync } from 'node:fs';
import { AppError } from '@berth/protocol/error';
import type BetterSqlite from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { defaultMigrations, refuseNewerSchema } from './migrations';
import { salvage } from './salvage';
import { connect, isWhole, setAside } from './set-aside';
import { storageError, storageProblem } from './storage-error';

export type Database = BetterSQLite3Database & { $client: BetterSqlite.Database };

export interface OpenOptions {
  /** Folder of the committed migrations; the bundle keeps its own copy. */
  migrations?: string;
  /** How long a statement waits for another process's lock, in milliseconds. 1,000 unless told. */
  busyTimeoutMs?: number;
  /** Told when a damaged database was set aside: where it is now, and how many rows were copied out of it. */
  onSetAside?: (event: { path: string; rows: number }) => void;
}

/**
 * Opens the database at `path`, creating and migrating it. A damaged one is set aside and replaced by a fresh one
 * with every row that can still be read. One of a newer version is refused untouched.
 * @throws AppError STORAGE_UNAVAILABLE, with why in `details.storage`.
 */
export function openDatabase(path: string, options: OpenOptions = {}): Database {
  try {
    return open(path, options);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const problem = storageProblem(error);
    if (problem !== 'corrupt') throw storageError(problem ?? 'unreadable', error);
    return replaceDamaged(path, options);
  }
}

/** Another connection to a database that `openDatabase` has prepared in this process. */
export function joinDatabase(path: string, busyTimeoutMs = 1_000): Database {
  return drizzle(connect(path, busyTimeoutMs));
}

function open(path: string, options: OpenOptions): Database {
  const migrations = options.migrations ?? defaultMigrations;
  refuseNewerSchema(path, migrations);
  const client = connect(path, options.busyTimeoutMs ?? 1_000);
  try {
    if (!isWhole(client, path)) throw storageError('corrupt');
    const db = drizzle(client);
    migrate(db, { migrationsFolder: migrations });
    return db;
  } catch (error) {
    client.close();
    if (error instanceof AppError && error.details?.storage === 'corrupt') {
      return replaceDamaged(path, options);
    }
    throw error;
  }
}

function replaceDamaged(path: string, options: OpenOptions): Database {
  const rebuilt = `${path}.rebuilding`;
  try {
    for (const suffix of ['', '-wal', '-shm']) rmSync(rebuilt + suffix, { force: true });
    const fresh = open(rebuilt, options);
    const rows = salvage(path, fresh.$client);
    fresh.$client.close();
    const damaged = setAside(path);
    renameSync(rebuilt, path);
    options.onSetAside?.({ path: damaged, rows });
    return open(path, options);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw storageError(storageProblem(error) ?? 'unreadable', error);
  }
}
