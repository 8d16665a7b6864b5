import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openDatabase } from '@berth/db/open';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtPaths } from '../src/paths';
import { bundleForTest } from './support/bundle';

const ROUNDS = 200;
let folder: string;
let program: string;
let database: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'berth-kill-'));
  program = await bundleForTest('append-loop');
  database = join(folder, 'berth.db');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(join(program, '..'), { recursive: true });
});

/** Runs one process until it has acknowledged `acks` ids, then kills it. Answers every id it acknowledged. */
async function killAfter(acks: number, args: string[]): Promise<string[]> {
  const child = spawn(process.execPath, [program, database, builtPaths.migrations, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const acknowledged: string[] = [];
  for await (const id of createInterface({ input: child.stdout })) {
    acknowledged.push(id);
    if (acknowledged.length === acks) child.kill('SIGKILL');
  }
  const [code, signal] = await exited;
  if (signal !== 'SIGKILL') throw new Error(`The process ended by itself with ${code}.`);
  return acknowledged;
}

it(`loses and doubles nothing that was acknowledged over ${ROUNDS} kills`, { timeout: 600_000 }, async () => {
  const acknowledged: string[] = [];
  let again: string[] = [];
  let seed = 1;
  for (let round = 0; round < ROUNDS; round++) {
    seed = (seed * 16_807) % 2_147_483_647;
    const acks = again.length + 1 + (seed % 40);
    const got = await killAfter(acks, [String(round), ...again]);
    acknowledged.push(...got.filter((id) => !again.includes(id)));
    // What came next in each lane may have been stored without an answer: the next process sends it again.
    again = ['a', 'b', 'c', 'd'].map((lane) => {
      const last = got.filter((id) => id.startsWith(`${round}-${lane}-`)).length;
      return `${round}-${lane}-${last}`;
    });
  }
  const { $client: client } = openDatabase(database);
  expect(client.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  client.exec(`INSERT INTO chat_messages_search (chat_messages_search, rank) VALUES ('integrity-check', 1)`);
  const rows = client
    .prepare<[], { id: string; content: string }>('SELECT id, content FROM chat_messages')
    .all();
  const counted = client.prepare('SELECT message_count FROM chat_sessions').pluck().get();
  client.close();
  const ids = rows.map(({ id }) => id);
  const stored = new Set(ids);
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
  expect(ids.length).toBe(stored.size);
  expect(counted).toBe(ids.length);
  expect(rows.every(({ id, content }) => content === `content of ${id} `.repeat(20))).toBe(true);
  expect(acknowledged.length).toBeGreaterThan(ROUNDS);
});
