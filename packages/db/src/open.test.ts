import { copyFileSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@berth/protocol/error';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenOptions, openDatabase } from './open';
import { projects } from './schema/projects';
import { listSetAside } from './set-aside';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-db-'));
  path = join(folder, 'berth.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const project = {
  id: 'abcdefghijkl',
  name: 'One',
  runtime: 'local' as const,
  sourceReady: true,
  createdAt: '2026-01-01T00:00:00.000Z',
};

function storageReason(open: () => unknown): unknown {
  try {
    open();
  } catch (error) {
    return error instanceof AppError && error.code === 'STORAGE_UNAVAILABLE' && error.details?.storage;
  }
  return 'opened';
}

/** A closed database with one project and `rows` messages, in one file. */
function fill(rows: number): void {
  const db = openDatabase(path);
  db.insert(projects).values(project).run();
  const sql = db.$client;
  sql.exec(`INSERT INTO chat_sessions VALUES
    (1, 's', 'anonymous', NULL, 'T', 'active', '', '', NULL, ${rows}, 0, ${rows}, 1, 1)`);
  const insert = sql.prepare(
    `INSERT INTO chat_messages VALUES (?, 1, ?, 'user', ?, NULL, NULL, NULL, 'complete', '')`,
  );
  sql.transaction(() => {
    for (let i = 0; i < rows; i++) insert.run(2 ** 20 + i, `m${i}`, `message ${i} `.repeat(40));
  })();
  sql.close();
}

function overwrite(position: number, bytes: Buffer): void {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.length, position);
}

test('every connection is durable: WAL, synchronous FULL, foreign keys, a short wait', () => {
  const { $client } = openDatabase(path);
  expect($client.pragma('journal_mode', { simple: true })).toBe('wal');
  expect($client.pragma('synchronous', { simple: true })).toBe(2);
  expect($client.pragma('foreign_keys', { simple: true })).toBe(1);
  expect($client.pragma('busy_timeout', { simple: true })).toBe(1_000);
  expect($client.prepare('SELECT id FROM users').pluck().all()).toEqual(['anonymous']);
  $client.close();
});

test('a database of a newer version is refused and not touched', () => {
  fill(1);
  const client = new BetterSqlite(path);
  client.exec(`INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 99999999999999)`);
  client.close();
  const before = readFileSync(path);
  expect(storageReason(() => openDatabase(path))).toBe('newer');
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(listSetAside(path)).toEqual([]);
});

test('a damaged header: the file is set aside whole, and a fresh database opens', () => {
  fill(10);
  overwrite(0, Buffer.from('not a database at all'));
  const damagedBytes = readFileSync(path);
  const events: Parameters<NonNullable<OpenOptions['onSetAside']>>[0][] = [];
  const db = openDatabase(path, { onSetAside: (event) => events.push(event) });
  expect(db.select().from(projects).all()).toEqual([]);
  db.$client.close();
  const [aside, ...more] = listSetAside(path);
  expect(more).toEqual([]);
  expect(events).toEqual([{ path: join(folder, aside?.name ?? ''), rows: 0 }]);
  expect(readFileSync(join(folder, aside?.name ?? '')).equals(damagedBytes)).toBe(true);
});

test('a damaged page: what can be read is copied, the damaged file is kept', () => {
  fill(2_000);
  const client = new BetterSqlite(path, { readonly: true });
  const page = client
    .prepare(`SELECT pageno FROM dbstat WHERE name = 'chat_messages' AND pagetype = 'leaf' LIMIT 1 OFFSET 60`)
    .pluck()
    .get();
  const pageSize = Number(client.pragma('page_size', { simple: true }));
  client.close();
  overwrite((Number(page) - 1) * pageSize, Buffer.alloc(pageSize, 0xa5));
  let rows = 0;
  const db = openDatabase(path, { onSetAside: (event) => (rows = event.rows) });
  expect(db.select().from(projects).all()).toMatchObject([{ name: 'One' }]);
  const kept = Number(db.$client.prepare('SELECT count(*) FROM chat_messages').pluck().get());
  expect(kept).toBeGreaterThan(1_900);
  expect(kept).toBeLessThan(2_000);
  expect(rows).toBe(kept + 2);
  expect(db.$client.prepare('SELECT message_count FROM chat_sessions').pluck().get()).toBe(kept);
  expect(db.$client.pragma('integrity_check', { simple: true })).toBe('ok');
  db.$client.close();
  expect(listSetAside(path)).toHaveLength(1);
  openDatabase(path).$client.close();
  expect(listSetAside(path)).toHaveLength(1);
});

test('a database another process has locked is refused, not set aside', () => {
  fill(1);
  const other = new BetterSqlite(path);
  other.pragma('locking_mode = EXCLUSIVE');
  other.exec('BEGIN EXCLUSIVE; DELETE FROM projects');
  const size = statSync(path).size;
  expect(storageReason(() => openDatabase(path, { busyTimeoutMs: 20 }))).toBe('locked');
  other.exec('ROLLBACK');
  other.close();
  expect(listSetAside(path)).toEqual([]);
  expect(statSync(path).size).toBe(size);
  const db = openDatabase(path);
  expect(db.select().from(projects).all()).toHaveLength(1);
  db.$client.close();
});

test('a copy of the file is a working database', () => {
  fill(3);
  const copy = join(folder, 'copy.db');
  copyFileSync(path, copy);
  const db = openDatabase(copy);
  expect(db.$client.prepare('SELECT count(*) FROM chat_messages').pluck().get()).toBe(3);
  db.$client.close();
});
