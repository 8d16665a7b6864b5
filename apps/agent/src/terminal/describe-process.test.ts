import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeProcess, inProject } from './describe-process';

let root: string;
let program: ChildProcess | undefined;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'berth-describe-')));
});

afterEach(async () => {
  if (program?.exitCode === null && program.signalCode === null) {
    program.kill('SIGKILL');
    await once(program, 'exit');
  }
  program = undefined;
  await rm(root, { recursive: true, force: true });
});

/** A program that has started in a new folder of the root. */
async function programIn(folder: string): Promise<ChildProcess> {
  await mkdir(join(root, folder));
  program = spawn('sleep', ['1000'], { cwd: join(root, folder), stdio: 'ignore' });
  await once(program, 'spawn');
  return program;
}

it.each([
  ['/workspace', '.'],
  ['/workspace/src/a', 'src/a'],
  ['/workspace/..a', '..a'],
  ['/workspace/.berth-notes', '.berth-notes'],
  ['/tmp', '/tmp'],
  ['/workspace2', '/workspace2'],
  ['/', '/'],
  ['/workspace/src (deleted)', 'src (deleted)'],
  // Where nobody is to be sent again: what was deleted through Berth, and by a program.
  ['/workspace/.berth/trash/01a21edcfee4cb14033b816c/entry', ''],
  ['', ''],
])('calls %s %j', (path, shown) => {
  expect(inProject(path, '/workspace')).toBe(shown);
});

it('tells a folder that is deleted from one that is only called so', async () => {
  const { pid } = await programIn('x (deleted)');
  const cwd = async () => (await describeProcess(pid, root)).cwd;
  expect(await cwd()).toBe('x (deleted)');
  await rename(join(root, 'x (deleted)'), join(root, 'y'));
  expect(await cwd()).toBe('y');
  await rm(join(root, 'y'), { recursive: true });
  expect(await cwd()).toBe('');
  // Another one bears the name that the kernel gives the one that is gone.
  await mkdir(join(root, 'y (deleted)'));
  expect(await cwd()).toBe('');
});
