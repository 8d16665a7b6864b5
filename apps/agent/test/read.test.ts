import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { etagOf } from '../src/fs/etag';
import { readFileAt } from '../src/fs/read';
import { Root } from '../src/fs/root';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-read-'));
  file = join(folder, 'log');
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** Appends to the file before the first read of it, and after the read that finds its end. */
async function growWhileRead(): Promise<void> {
  const handle = await open(file);
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const read = prototype.read;
  let reads = 0;
  let ended = false;
  vi.spyOn(prototype, 'read').mockImplementation(async function (this: FileHandle, ...args: unknown[]) {
    reads += 1;
    if (reads === 1) appendFileSync(file, 'second\n');
    const result = (await Reflect.apply(read, this, args)) as Awaited<ReturnType<typeof read>>;
    if (result.bytesRead === 0 && !ended) {
      ended = true;
      appendFileSync(file, 'third\n');
    }
    return result;
  });
}

it('answers a file that grows meanwhile with the etag of what it answers', async () => {
  writeFileSync(file, 'first\n');
  await growWhileRead();
  const answer = await readFileAt(new Root(folder), {
    path: 'log',
    encoding: 'auto',
    offset: 0,
    length: 1_000,
    onOpen: () => {},
  });
  expect(answer.content).toBe('first\nsecond\n');
  expect(answer.etag).toBe(etagOf(Buffer.from('first\nsecond\n')));
  expect(answer.size).toBe(13);
  expect(readFileSync(file, 'utf8')).toBe('first\nsecond\nthird\n');
});

it('says of a part of a growing file how much the etag covers', async () => {
  writeFileSync(file, 'first\n');
  await growWhileRead();
  const answer = await readFileAt(new Root(folder), {
    path: 'log',
    encoding: 'auto',
    offset: 0,
    length: 5,
    onOpen: () => {},
  });
  expect(answer.content).toBe('first');
  expect(answer.size).toBeGreaterThanOrEqual(13);
});
