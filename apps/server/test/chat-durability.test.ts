import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openDatabase } from '@berth/db/open';
import { listSetAside } from '@berth/db/set-aside';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtPaths } from '../src/paths';
import { bundleForTest } from './support/bundle';

const ROUNDS = 200;
/** Databases that are killed at the same time; most of a round is a process that starts. */
const CHAINS = 2;
let folder: string;
let program: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'berth-kill-'));
  program = await bundleForTest('append-loop');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(join(program, '..'), { recursive: true });
});

/** Runs one process until it has acknowledged `acks` ids, then kills it. Answers every id it acknowledged. */
async function killAfter(acks: number, database: string, args: string[]): Promise<string[]> {
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

/** Kills one process after the other over one database. Answers every id that was acknowledged. */
async function killChain(database: string, rounds: number): Promise<string[]> {
  const acknowledged: string[] = [];
  let again: string[] = [];
  let seed = rounds;
  for (let round = 0; round < rounds; round++) {
    seed = (seed * 16_807) % 2_147_483_647;
    const acks = again.length + 1 + (seed % 40);
    const got = await killAfter(acks, database, [String(round), ...again]);
    acknowledged.push(...got.filter((id) => !again.includes(id)));
    // What came next in each lane may have been stored without an answer: the next process sends it again.
    again = ['a', 'b', 'c', 'd'].map((lane) => {
      const last = got.filter((id) => id.startsWith(`${round}-${lane}-`)).length;
      return `${round}-${lane}-${last}`;
    });
  }
  return acknowledged;
}

function expectAllKept(database: string, acknowledged: string[]): void {
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
  expect(listSetAside(database)).toEqual([]);
}

it(`loses and doubles nothing that was acknowledged over ${ROUNDS} kills`, { timeout: 600_000 }, async () => {
  const databases = Array.from({ length: CHAINS }, (_, chain) => join(folder, `${chain}.db`));
  const acknowledged = await Promise.all(databases.map((database) => killChain(database, ROUNDS / CHAINS)));
  for (const [chain, database] of databases.entries()) {
    expect(acknowledged[chain]?.length).toBeGreaterThan(ROUNDS / CHAINS);
    expectAllKept(database, acknowledged[chain] ?? []);
  }
});
