import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { readdir, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { errorOf, TestApp } from './support/test-app';

/** Swaps `d` between a folder and a link to the outside, until it is ended. */
const SWAPPER = fileURLToPath(new URL('../../agent/test/support/link-swapper.mjs', import.meta.url));
const TRIES = 150;
/** Attempts of a control, which needs far fewer. */
const CONTROL_TRIES = 50_000;

let app: TestApp;
let projectId: string;
let folder: string;
let outside: string;
let swapper: ChildProcess;
beforeAll(async () => {
  app = await TestApp.start();
  projectId = (await app.client().project.create.mutate({ name: 'Confined' })).id;
  folder = join(app.dataDir, 'projects', projectId);
  outside = join(app.dataDir, 'outside');
  mkdirSync(outside);
  writeFileSync(join(outside, 'secret'), 'outside');
  mkdirSync(join(folder, 'd'));
  writeFileSync(join(folder, 'd/own'), 'inside');
  const { uid, gid } = statSync(folder);
  // The outside is open to the workspace's user, so that nothing but the walk of the path protects it.
  for (const path of [join(folder, 'd'), join(folder, 'd/own'), outside]) chownSync(path, uid, gid);
  symlinkSync(outside, join(folder, 'd-link'));
  swapper = spawn(process.execPath, [SWAPPER], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  await once(swapper, 'message');
});
afterAll(async () => {
  if (swapper.signalCode === null) {
    const exited = once(swapper, 'exit');
    swapper.kill('SIGKILL');
    await exited;
  }
  await app[Symbol.asyncDispose]();
});

/** The control: checks the path as a string first and uses it later. */
async function checked(path: string): Promise<string> {
  if (!(await realpath(join(folder, path))).startsWith(`${folder}/`)) throw new Error('outside');
  return join(folder, path);
}

/** What `work` answers, or undefined where the race made the server refuse it. */
async function attempt<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch {
    const { code } = await errorOf(work);
    expect(['PATH_OUTSIDE_PROJECT', 'NOT_FOUND', 'ALREADY_EXISTS', 'CONFLICT', 'INVALID_INPUT']).toContain(
      code,
    );
    return undefined;
  }
}

/** Whether the control leaks before it has had many tries. */
async function leaks(control: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < CONTROL_TRIES; tries += 1) if (await control().catch(() => false)) return true;
  return false;
}

it('never lists outside while links are swapped, which a check of the path does', async () => {
  const naive = async () => (await readdir(await checked('d'))).includes('secret');
  expect(await leaks(naive), 'the control must leak, or this test proves nothing').toBe(true);
  const { fs } = app.client();
  const seen = new Set<string>();
  for (let tries = 0; tries < TRIES; tries += 1) {
    const listed = await attempt(fs.list.query({ projectId, path: 'd' }));
    for (const { name } of listed?.entries ?? []) seen.add(name);
  }
  expect(seen.has('own'), 'some listings must succeed').toBe(true);
  expect(seen.has('secret')).toBe(false);
});

it('never uploads or puts back outside while links are swapped, which a check of the path does', async () => {
  const naive = async () => {
    await writeFile(join(await checked('d'), 'naive'), '');
    return readdirSync(outside).includes('naive');
  };
  expect(await leaks(naive), 'the control must leak, or this test proves nothing').toBe(true);
  const { fs } = app.client();
  let uploads = 0;
  let restored = 0;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const query = new URLSearchParams({ path: `d/up-${tries}`, conflict: 'overwrite' });
    const answer = await app.fetch(`/projects/${projectId}/upload?${query}`, { method: 'PUT', body: 'x' });
    if (answer.ok) uploads += 1;
    const removed = await attempt(fs.delete.mutate({ projectId, path: `d/up-${tries}` }));
    if (removed?.undo && (await attempt(fs.restore.mutate({ projectId, token: removed.undo }))))
      restored += 1;
  }
  expect(uploads).toBeGreaterThan(0);
  expect(restored).toBeGreaterThan(0);
  expect(readdirSync(outside).sort()).toEqual(['naive', 'secret']);
});
