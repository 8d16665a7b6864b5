import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Progress } from '../src/fs/progress';
import { removeFolder } from '../src/fs/remove';
import { Root } from '../src/fs/root';
import { Trash } from '../src/fs/trash';

/** Run once at the last moment before an empty folder is removed: when it was found empty, or when the system is to remove it. */
let intrude: (() => void) | undefined;
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const once = () => {
    intrude?.();
    intrude = undefined;
  };
  return {
    ...fs,
    readdirSync: (path: string) => {
      const names = fs.readdirSync(path);
      once();
      return names;
    },
    rmdirSync: (path: string) => {
      once();
      fs.rmdirSync(path);
    },
  };
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-remove-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const removeEmpty = () => {
  const root = new Root(folder);
  const { signal } = new AbortController();
  const removal = { root, trash: new Trash(root), signal, progress: new Progress(async () => {}) };
  return removeFolder(removal, { path: 'empty', recursive: false, permanent: true });
};

it('removes an empty folder for good, and nothing that is put into it at that moment', async () => {
  mkdirSync(join(folder, 'empty'));
  intrude = () => writeFileSync(join(folder, 'empty/work'), 'kept');
  await expect(removeEmpty()).rejects.toMatchObject({ code: 'ENOTEMPTY' });
  expect(existsSync(join(folder, 'empty/work'))).toBe(true);
  rmSync(join(folder, 'empty/work'));
  expect(await removeEmpty()).toEqual({ path: 'empty', undo: null });
  expect(existsSync(join(folder, 'empty'))).toBe(false);
});
