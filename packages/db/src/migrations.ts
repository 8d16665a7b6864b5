import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import BetterSqlite from 'better-sqlite3';
import { z } from 'zod';
import { storageError } from './storage-error';

/** Folder of the committed migrations when the source runs as it is; a bundle keeps its own copy. */
export const defaultMigrations = fileURLToPath(new URL('../migrations', import.meta.url));

const journalSchema = z.object({ entries: z.array(z.object({ when: z.number() })).min(1) });

function newestMigration(folder: string): number {
  const journal = journalSchema.parse(
    JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')),
  );
  return Math.max(...journal.entries.map((entry) => entry.when));
}

/**
 * Refuses a database that a newer version has migrated. It is only read.
 * @throws AppError STORAGE_UNAVAILABLE with `details.storage` `newer`.
 */
export function refuseNewerSchema(path: string, folder: string): void {
  if (!existsSync(path)) return;
  const client = new BetterSqlite(path, { readonly: true, timeout: 1_000 });
  try {
    const migrated = client
      .prepare(`SELECT name FROM sqlite_master WHERE name = '__drizzle_migrations'`)
      .get();
    if (!migrated) return;
    const newest = client.prepare('SELECT max(created_at) FROM __drizzle_migrations').pluck().get();
    if (Number(newest) > newestMigration(folder)) throw storageError('newer');
  } finally {
    client.close();
  }
}
