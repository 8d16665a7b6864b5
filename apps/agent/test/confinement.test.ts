import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '@berth/protocol/error';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyEntry } from '../src/fs/copy';
import { errno } from '../src/fs/errors';
import { moveEntry } from '../src/fs/move';
import { Progress } from '../src/fs/progress';
import { readFileAt } from '../src/fs/read';
import { Root } from '../src/fs/root';
import { Trash } from '../src/fs/trash';
import { removeTree } from '../src/fs/tree';
import { createFile, updateFile } from '../src/fs/write';

/** Swaps `d` between a folder and a link to the outside, until it is ended. */
const SWAPPER = fileURLToPath(new URL('./support/link-swapper.mjs', import.meta.url));
/** Tries in a race; the control needs far fewer. */
const TRIES = 1_500;

let base: string;
let root: Root;
let swapper: ChildProcess;
const signal = new AbortController().signal;

beforeEach(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'berth-confined-')));
  mkdirSync(join(base, 'project/d'), { recursive: true });
  mkdirSync(join(base, 'outside/sub'), { recursive: true });
  writeFileSync(join(base, 'project/d/file'), 'inside');
  writeFileSync(join(base, 'outside/file'), 'outside');
  writeFileSync(join(base, 'outside/sub/file'), 'outside');
  symlinkSync(join(base, 'outside'), join(base, 'project/d-link'));
  root = new Root(join(base, 'project'));
  const stdio = ['ignore', 'ignore', 'ignore', 'ipc'] as const;
  swapper = spawn(process.execPath, [SWAPPER], { cwd: join(base, 'project'), stdio: [...stdio] });
  await once(swapper, 'message');
});
afterEach(async () => {
  await endSwapping();
  rmSync(base, { recursive: true, force: true });
});

async function endSwapping(): Promise<void> {
  if (swapper.signalCode !== null) return;
  const exited = once(swapper, 'exit');
  swapper.kill('SIGKILL');
  await exited;
}

/** The control: checks the path as a string first and uses it later. */
async function naiveRead(path: string): Promise<string> {
  const absolute = await realpath(join(root.path, path));
  if (!absolute.startsWith(`${root.path}/`)) throw new AppError('PATH_OUTSIDE_PROJECT', 'outside');
  return readFile(join(root.path, path), 'utf8');
}

/** What a race may answer: that the folder was a link, or on its way. */
function expectRefusal(error: unknown): void {
  const code = error instanceof AppError ? error.code : errno(error);
  const races = ['ENOENT', 'EEXIST', 'EINVAL', 'ENOTDIR', 'ENOTEMPTY'];
  expect(['PATH_OUTSIDE_PROJECT', 'NOT_FOUND', 'ALREADY_EXISTS', 'CONFLICT', ...races]).toContain(code);
}

it('never reads outside while links are swapped, which a check of the path does', async () => {
  let leaks = 0;
  for (let tries = 0; tries < 50 * TRIES && leaks === 0; tries += 1) {
    if ((await naiveRead('d/file').catch(() => '')) === 'outside') leaks += 1;
  }
  expect(leaks, 'the control must leak, or this test proves nothing').toBeGreaterThan(0);
  const seen = new Set<string>();
  for (let tries = 0; tries < TRIES; tries += 1) {
    try {
      seen.add((await readFileAt(root, { path: 'd/file', encoding: 'utf8', onOpen: () => {} })).content);
    } catch (error) {
      expectRefusal(error);
    }
  }
  expect([...seen]).toEqual(['inside']);
});

it('never writes, moves, copies or deletes outside while links are swapped', async () => {
  let done = 0;
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
      done += 1;
    } catch (error) {
      expectRefusal(error);
    }
  };
  const content = { content: 'x', encoding: 'utf8' as const };
  for (let tries = 0; tries < TRIES / 10; tries += 1) {
    await attempt(() => createFile(root, { path: 'd/new/file', ...content }));
    await attempt(() => updateFile(root, { path: 'd/file', ...content }));
    await attempt(() =>
      moveEntry(
        { root, trash: new Trash(root) },
        { from: 'd/new', to: `d/moved-${tries}`, conflict: 'fail' },
      ),
    );
    await attempt(() =>
      copyEntry(root, { from: 'd', to: `copy-${tries}` }, { signal, progress: new Progress(async () => {}) }),
    );
    await attempt(async () => {
      using place = root.find('d/sub', { follow: false });
      await removeTree(place, signal);
    });
    await attempt(async () => {
      using place = root.find(`d/moved-${tries}`, { follow: false });
      await removeTree(place, signal);
    });
  }
  await endSwapping();
  expect(done).toBeGreaterThan(0);
  expect(readdirSync(join(base, 'outside'), { recursive: true }).sort()).toEqual(['file', 'sub', 'sub/file']);
  expect(readFileSync(join(base, 'outside/file'), 'utf8')).toBe('outside');
  // Links are copied as links; no content of the outside has come in.
  for (const file of filesIn(join(base, 'project'))) expect(readFileSync(file, 'utf8')).not.toBe('outside');
});

/** Every file below a folder. Links are not followed, as Node 22's own recursive `readdir` does. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((item) => {
    const path = join(folder, item.name);
    return item.isDirectory() ? filesIn(path) : item.isFile() ? [path] : [];
  });
}
