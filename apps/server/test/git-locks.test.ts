import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { GitProject } from './support/git-project';
import { errorOf, TestApp } from './support/test-app';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app[Symbol.asyncDispose]());

describe('locks, hooks and kills', () => {
  /**
   * Does it once no git of another user runs on this machine: what that one works on cannot be seen, so it counts as the holder of a
   * lock that is younger, and tests beside this one run some for seconds.
   */
  async function afterOthers(act: () => Promise<unknown>): Promise<void> {
    for (;;) {
      const error = await errorOf(act()).catch(() => undefined);
      if (!error) return;
      const { kind, holder } = error.details as { kind?: string; holder?: { command: string } };
      if (kind !== 'locked' || !holder?.command.startsWith('git ')) throw error;
      await delay(200);
    }
  }

  it('removes a lock nobody holds, and names who holds one', async () => {
    const project = await GitProject.withCommit(app);
    const { client, input } = project;
    project.write('.git/index.lock', '');
    project.write('a.txt', 'x\n');
    await afterOthers(() => client.git.stage.mutate({ ...input, paths: ['a.txt'] }));

    project.write('.git/index.lock', '');
    const lock = openSync(join(project.folder, '.git/index.lock'), 'r+');
    const holder = spawn('sleep', ['60'], { ...project.owner, stdio: ['ignore', 'ignore', 'ignore', lock] });
    closeSync(lock);
    await once(holder, 'spawn');
    const error = await errorOf(client.git.unstage.mutate({ ...input, paths: ['a.txt'] }));
    holder.kill('SIGKILL');
    expect(error).toMatchObject({
      details: { kind: 'locked', holder: { pid: holder.pid, command: 'sleep 60' } },
    });
    await afterOthers(() => client.git.unstage.mutate({ ...input, paths: ['a.txt'] }));
  });

  it('takes for the holder a git that runs since before the lock, and none that came later', async () => {
    const project = await GitProject.withCommit(app);
    const { client, input } = project;
    project.write('a.txt', 'x\n');
    const runGit = async () => {
      const git = spawn('git', ['cat-file', '--batch'], {
        cwd: project.folder,
        ...project.owner,
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      onTestFinished(() => void git.kill('SIGKILL'));
      await once(git, 'spawn');
      await delay(500);
      return git;
    };
    const earlier = await runGit();
    project.write('.git/index.lock', '');
    const error = await errorOf(client.git.stage.mutate({ ...input, paths: ['a.txt'] }));
    expect(error).toMatchObject({ details: { kind: 'locked', holder: { pid: earlier.pid } } });
    earlier.kill('SIGKILL');
    await once(earlier, 'close');

    project.write('.git/index.lock', '');
    await delay(500);
    const later = await runGit();
    await afterOthers(() => client.git.stage.mutate({ ...input, paths: ['a.txt'] }));
    later.kill('SIGKILL');
  });

  it('shows what a failing pre-commit hook says, and loses nothing', async () => {
    const project = await GitProject.withCommit(app);
    const { client, input } = project;
    await client.git.trust.mutate(input);
    project.write(
      '.git/hooks/pre-commit',
      '#!/bin/sh\nprintf "\\033[31mlint: line 3\\033[0m\\n" >&2\nexit 1\n',
      0o755,
    );
    project.write('a.txt', 'x\n');
    await client.git.stage.mutate({ ...input, paths: ['a.txt'] });
    const error = await errorOf(client.git.commit.mutate({ ...input, message: 'x' }));
    expect(error).toMatchObject({ code: 'GIT_FAILED', details: { kind: 'hook', output: 'lint: line 3' } });
    expect((await project.status()).staged).toHaveLength(1);
  });

  // The hook kills the git that runs it, which then holds its locks: the worst moments there are.
  it.each([
    ['pre-commit', 'kill -9 $PPID'],
    ['commit-msg', 'kill -9 $PPID'],
    ['reference-transaction', '[ "$1" = prepared ] && kill -9 $PPID'],
  ])(
    'survives kill -9 in the middle of commits, in %s: the repository is whole, the next commit succeeds',
    async (hook, kill) => {
      const project = await GitProject.withCommit(app);
      const { client, input } = project;
      await client.git.trust.mutate(input);
      for (const round of [1, 2]) {
        project.write('a.txt', `${round}\n`);
        await client.git.stage.mutate({ ...input, paths: ['a.txt'] });
        project.write(`.git/hooks/${hook}`, `#!/bin/sh\n${kill}\n`, 0o755);
        expect((await errorOf(client.git.commit.mutate({ ...input, message: 'x' }))).code).toBe('GIT_FAILED');
        project.git('fsck', '--strict');
        rmSync(join(project.folder, '.git/hooks', hook));
      }
      const { hash } = await client.git.commit.mutate({ ...input, message: 'After' });
      expect(project.git('log', '-1', '--format=%H %s').trim()).toBe(`${hash} After`);
      project.git('fsck', '--strict');
    },
  );
});
