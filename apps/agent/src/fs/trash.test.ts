import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Clock } from './clock';
import { Root } from './root';
import { Trash } from './trash';
import { KEPT_MS, nextPurgeIn } from './trash-purge';

/** A clock that stands still until it is told; what is planned runs when it is asked for. */
class HandClock implements Clock {
  time = 1_700_000_000_000;
  planned: { ms: number; due: number; work: () => void } | undefined;

  now(): number {
    return this.time;
  }

  after(ms: number, work: () => void): () => void {
    const plan = { ms, due: this.time + ms, work };
    this.planned = plan;
    return () => {
      if (this.planned === plan) this.planned = undefined;
    };
  }

  /** Lets the time pass until what is planned, and does it. */
  elapse(): void {
    const { planned } = this;
    this.planned = undefined;
    this.time = planned?.due ?? this.time;
    planned?.work();
  }
}

let folder: string;
let root: Root;
let clock: HandClock;
let trash: Trash;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trash-'));
  root = new Root(folder);
  clock = new HandClock();
  trash = new Trash(root, { clock });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function remove(name: string): string {
  writeFileSync(join(folder, name), name);
  using place = root.find(name, { follow: false });
  return trash.take(place);
}

const kept = () => readdirSync(join(folder, '.berth/trash'));
const record = (token: string) => join(folder, '.berth/trash', token, 'record.json');

it('keeps the first of many deletions for its hour', async () => {
  const first = remove('first.txt');
  const end = clock.time + KEPT_MS;
  for (let count = 0; count < 200; count += 1) {
    clock.time += 1;
    remove(`${count}.txt`);
  }
  await trash.purge();
  clock.time = end - 1;
  await trash.purge();
  await trash.restore(first);
  expect(readFileSync(join(folder, 'first.txt'), 'utf8')).toBe('first.txt');
});

it('removes an entry when its hour is over, whether or not anything else is deleted', async () => {
  remove('early.txt');
  clock.time += KEPT_MS / 2;
  const late = remove('late.txt');
  clock.elapse();
  await trash.purge();
  expect(kept()).toEqual([late]);
  clock.elapse();
  await trash.purge();
  expect(kept()).toEqual([]);
  expect(clock.planned).toBeUndefined();
});

it('is emptied at the start of what got too old while nothing ran, and makes no folder for it', async () => {
  await trash.purge();
  expect(existsSync(join(folder, '.berth'))).toBe(false);
  remove('old.txt');
  clock.time += KEPT_MS / 2;
  remove('young.txt');
  clock.time += KEPT_MS / 2;
  const next = new HandClock();
  next.time = clock.time;
  await new Trash(root, { clock: next }).purge();
  expect(kept()).toHaveLength(1);
  expect(next.planned?.ms).toBe(KEPT_MS / 2);
});

it('looks again within the hour and not at once, whatever a record is dated', async () => {
  const token = remove('a.txt');
  for (const deletedAt of [8e15, Number.MAX_VALUE, clock.time + 30 * 24 * KEPT_MS]) {
    writeFileSync(record(token), JSON.stringify({ path: 'a.txt', deletedAt }));
    await trash.purge();
    expect(clock.planned?.ms).toBe(KEPT_MS);
  }
  writeFileSync(record(token), JSON.stringify({ path: 'a.txt', deletedAt: clock.time - KEPT_MS + 1 }));
  await trash.purge();
  expect(clock.planned?.ms).toBe(1_000);
  expect(nextPurgeIn(-Number.MAX_VALUE, clock.time)).toBe(1_000);
});

it('keeps no more than its bound, the latest', async () => {
  trash = new Trash(root, { clock, maxKept: 3 });
  const tokens: string[] = [];
  for (let count = 0; count < 5; count += 1) {
    clock.time += 1;
    tokens.push(remove(`${count}.txt`));
  }
  await trash.purge();
  await trash.purge();
  expect(kept().sort()).toEqual(tokens.slice(2));
});

it('is listed page by page, the latest first, in the order of the deletions', () => {
  for (let count = 0; count < 5; count += 1) remove(`${count}.txt`);
  const pages: string[][] = [];
  let cursor: string | null = null;
  do {
    const page = trash.list({ limit: 2, cursor });
    pages.push(page.entries.map(({ path }) => path));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(pages).toEqual([['4.txt', '3.txt'], ['2.txt', '1.txt'], ['0.txt']]);
});
