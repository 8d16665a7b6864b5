import type { Database as Client } from 'better-sqlite3';
import BetterSqlite from 'better-sqlite3';
import { storageProblem } from './storage-error';

/**
 * Copies what can be read of a damaged database into a fresh one: each table from its start, and where a damaged
 * page stops that, from its end. Answers how many rows were copied.
 */
export function salvage(damaged: string, fresh: Client): number {
  let source: Client;
  try {
    source = new BetterSqlite(damaged, { readonly: true });
  } catch {
    return 0;
  }
  fresh.pragma('foreign_keys = OFF');
  try {
    const copied = tablesOf(fresh).reduce((sum, table) => sum + copyTable(source, fresh, table), 0);
    dropOrphans(fresh);
    return copied;
  } finally {
    fresh.pragma('foreign_keys = ON');
    source.close();
  }
}

/** Tables of rows: not SQLite's own, not the record of migrations, not the search index, which triggers fill. */
function tablesOf(client: Client): string[] {
  return client
    .prepare<[], string>(
      `SELECT name FROM sqlite_master WHERE type = 'table'
         AND name NOT LIKE 'sqlite%' AND name NOT LIKE '!_!_%' ESCAPE '!' AND name NOT GLOB '*_search*'`,
    )
    .pluck()
    .all();
}

function copyTable(source: Client, fresh: Client, table: string): number {
  const known = new Set(columnsOf(fresh, table));
  const columns = columnsOf(source, table).filter((column) => known.has(column));
  if (columns.length === 0) return 0;
  const names = columns.map((column) => `"${column}"`).join(', ');
  const insert = fresh.prepare(
    `INSERT OR IGNORE INTO ${table} (${names}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`,
  );
  let copied = 0;
  fresh.transaction(() => {
    for (const order of ['ASC', 'DESC']) {
      try {
        const rows = source.prepare(`SELECT ${names} FROM ${table} ORDER BY rowid ${order}`).iterate();
        for (const row of rows) copied += insert.run(row).changes;
        return;
      } catch (error) {
        // A damaged page ends this direction; the other one reaches what lies behind it.
        if (!isDamage(error)) throw error;
      }
    }
  })();
  return copied;
}

function columnsOf(client: Client, table: string): string[] {
  try {
    return client
      .prepare<[], { name: string }>(`SELECT name FROM pragma_table_info('${table}')`)
      .all()
      .map((column) => column.name);
  } catch (error) {
    if (isDamage(error)) return [];
    throw error;
  }
}

function isDamage(error: unknown): boolean {
  const problem = storageProblem(error);
  return problem === 'corrupt' || problem === 'unreadable';
}

/** Rows whose parent could not be read are unreachable; the damaged file keeps them. */
function dropOrphans(fresh: Client): void {
  fresh.exec(`
    DELETE FROM chat_messages WHERE session_number NOT IN (SELECT number FROM chat_sessions);
    UPDATE chat_files SET content_hash = NULL WHERE content_hash NOT IN (SELECT hash FROM file_contents);
    UPDATE chat_files SET message_key = NULL WHERE message_key NOT IN (SELECT key FROM chat_messages);
    DELETE FROM chat_files WHERE session_number NOT IN (SELECT number FROM chat_sessions);
    UPDATE chat_sessions SET
      message_count = (SELECT count(*) FROM chat_messages WHERE session_number = number),
      file_count = (SELECT count(*) FROM chat_files WHERE session_number = number);
  `);
  const violations = fresh.prepare<[], { table: string; rowid: number }>('PRAGMA foreign_key_check').all();
  for (const { table, rowid } of violations) fresh.prepare(`DELETE FROM ${table} WHERE rowid = ?`).run(rowid);
}
