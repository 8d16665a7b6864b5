import { execFileSync } from 'node:child_process';
import { linkSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { ArchiveFile } from './archive-file';

const folder = mkdtempSync(join(tmpdir(), 'berth-archive-'));
afterAll(() => rmSync(folder, { recursive: true }));
const secret = join(folder, 'secret');
writeFileSync(secret, 'of the host');

test('reads parts, and fails where it became shorter', async () => {
  const path = join(folder, 'plain.zip');
  writeFileSync(path, '0123456789');
  await using archive = await ArchiveFile.open(path);
  const target = Buffer.alloc(4);
  await archive.read(target, 3);
  expect(`${target}`).toBe('3456');
  expect(`${await buffer(archive.pieces(2, 5))}`).toBe('234');
  expect(`${await buffer(archive.pieces(5, 5))}`).toBe('');
  await expect(archive.read(target, 8)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  truncateSync(path, 1);
  await expect(archive.read(target, 0)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(buffer(archive.pieces(0, 5))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test.each([
  ['a symbolic link', (path: string) => symlinkSync(secret, path)],
  ['another name of a file', (path: string) => linkSync(secret, path)],
  ['a FIFO', (path: string) => execFileSync('mkfifo', [path])],
  ['a folder', (path: string) => execFileSync('mkdir', [path])],
  ['nothing', () => {}],
])('opens no archive where there is %s', async (what, make) => {
  const path = join(folder, `${what.replaceAll(' ', '-')}.zip`);
  make(path);
  await expect(ArchiveFile.open(path)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a reader that follows gives the host’s file away', async () => {
  const path = join(folder, 'control.zip');
  symlinkSync(secret, path);
  expect(await readFile(path, 'utf8')).toBe('of the host');
});
