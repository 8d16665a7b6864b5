import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { removeFolder } from './folder';

const ORDINARY_UID = 1000;
const isRoot = process.getuid?.() === 0;

let root: string;
let project: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'berth-folder-'));
  project = join(root, 'project');
  mkdirSync(join(project, 'cache/module'), { recursive: true });
  writeFileSync(join(project, 'cache/module/file'), '');
  if (!isRoot) return;
  for (const path of [root, project, join(project, 'cache'), join(project, 'cache/module')]) {
    chownSync(path, ORDINARY_UID, ORDINARY_UID);
  }
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Permissions mean nothing to root, so the work is done as somebody they bind. */
async function asOrdinaryUser<T>(work: () => Promise<T>): Promise<T> {
  if (!isRoot) return work();
  process.seteuid?.(ORDINARY_UID);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

it('removes folders that were made read-only, and links without what they lead to', async () => {
  const outside = join(root, 'outside');
  writeFileSync(outside, 'kept');
  symlinkSync(outside, join(project, 'link'));
  chmodSync(join(project, 'cache/module'), 0o555);
  chmodSync(join(project, 'cache'), 0o555);
  await asOrdinaryUser(async () => {
    expect(() => rmSync(project, { recursive: true, force: true })).toThrow();
    await removeFolder(project);
  });
  expect(existsSync(project)).toBe(false);
  expect(existsSync(outside)).toBe(true);
});

it.skipIf(!isRoot)('says whose doing it is when another user’s files are in it', async () => {
  mkdirSync(join(project, 'foreign/deep'), { recursive: true });
  const removed = asOrdinaryUser(() => removeFolder(project));
  await expect(removed).rejects.toMatchObject({
    code: 'STORAGE_UNAVAILABLE',
    message: expect.stringContaining('another user'),
  });
});

it('is content with a folder that is gone', async () => {
  await removeFolder(join(root, 'never-was'));
});
