import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hasWriter } from '../src/fs/writers';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-writers-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that has the file open as the shell's redirection says, and whether it is seen as a writer. */
async function seen(redirection: string): Promise<boolean[]> {
  const file = join(folder, 'file');
  writeFileSync(file, '1');
  const stats = statSync(file);
  const child = spawn('sh', ['-c', `exec 3${redirection}"$0"; echo open; read -r line`, file]);
  await once(child.stdout, 'data');
  const before = await hasWriter(stats, 'file');
  writeFileSync(join(folder, 'new'), '2');
  renameSync(join(folder, 'new'), file);
  const replaced = await hasWriter(stats, 'file');
  child.stdin.end('\n');
  await once(child, 'close');
  return [before, replaced, await hasWriter(stats, 'file')];
}

it('sees a program that has a file open for writing, replaced or not, until it closes it', async () => {
  expect(await seen('>>')).toEqual([true, true, false]);
});

it('does not count readers, or this process', async () => {
  expect(await seen('<')).toEqual([false, false, false]);
  const own = openSync(join(folder, 'own'), 'w');
  expect(await hasWriter(statSync(join(folder, 'own')), 'own')).toBe(false);
  closeSync(own);
});
