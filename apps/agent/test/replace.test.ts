import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { etagOf } from '../src/fs/etag';
import { replaceFile } from '../src/fs/replace';
import { Root } from '../src/fs/root';

let folder: string;
let file: string;
beforeEach(() => {
  // The time a writer is given stands still: these are to have it, however slowly they run.
  vi.useFakeTimers({ toFake: ['Date'] });
  folder = mkdtempSync(join(tmpdir(), 'berth-replace-'));
  file = join(folder, 'notes.md');
  writeFileSync(file, 'base\n');
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

const contents = () =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
const etag = (text: string) => etagOf(Buffer.from(text));

/** Saves while a program has the file open, which appends to it only after `meanwhile`, when the new file has the name. */
async function saveDuringWrite(meanwhile: () => void | Promise<void>): Promise<unknown> {
  const child = spawn('sh', ['-c', 'exec 3>>"$0"; echo open; read -r line; echo "$line" >&3', file]);
  await once(child.stdout, 'data');
  using place = new Root(folder).find('notes.md', { follow: true });
  const saving = replaceFile(place, { bytes: Buffer.from('saved\n'), ifMatch: etag('base\n') }).catch(
    (error: unknown) => error,
  );
  while (readFileSync(file, 'utf8') !== 'saved\n') await delay(1);
  await meanwhile();
  child.stdin.end('old writer\n');
  const answer = await saving;
  if (child.exitCode === null) await once(child, 'exit');
  return answer;
}

it('puts back what a program wrote into the file while it was replaced', async () => {
  const answer = await saveDuringWrite(() => {});
  expect(answer).toMatchObject({ code: 'CONFLICT', details: { etag: etag('base\nold writer\n') } });
  expect(contents()).toEqual({ 'notes.md': 'base\nold writer\n' });
});

it('keeps both where the new file was written to as well', async () => {
  const answer = await saveDuringWrite(() => appendFileSync(file, 'new writer\n'));
  expect(answer).toMatchObject({ code: 'CONFLICT', details: { etag: etag('saved\nnew writer\n') } });
  expect(contents()).toEqual({
    'notes.md': 'saved\nnew writer\n',
    'notes (1).md': 'base\nold writer\n',
  });
});

it('keeps both while a program has the new file open for writing', async () => {
  const holder = spawn('sh', [
    '-c',
    'read -r line; exec 3>>"$0"; echo open; read -r line; echo "$line" >&3',
    file,
  ]);
  await saveDuringWrite(async () => {
    holder.stdin.write('open\n');
    await once(holder.stdout, 'data');
  });
  holder.stdin.end('late\n');
  await once(holder, 'exit');
  expect(contents()).toEqual({ 'notes.md': 'saved\nlate\n', 'notes (1).md': 'base\nold writer\n' });
});
