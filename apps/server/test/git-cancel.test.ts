import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { GitProject } from './support/git-project';
import { TestApp } from './support/test-app';

let app: TestApp;
let project: GitProject;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  project = await GitProject.withCommit(app);
  await project.client.git.trust.mutate(project.input);
});

/** Tells that it runs, and never ends by itself. Some do not listen to SIGTERM. */
const hangs = (deaf = false) =>
  `#!/bin/sh\n${deaf ? 'trap "" TERM\n' : ''}touch "${join(project.folder, '.git/hangs')}"\nwhile :; do sleep 1000; done\n`;

/** What runs in the project's folder, but for the agent. */
function programs(): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      if (!readlinkSync(`/proc/${pid}/cwd`).startsWith(project.folder)) return [];
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return command.includes('agent') ? [] : [command];
    } catch {
      return [];
    }
  });
}

/** Starts it, cancels it once its hook or filter hangs, and answers the milliseconds it took to be rid of it. */
async function cancel(work: (signal: AbortSignal) => Promise<unknown>): Promise<number> {
  const abort = new AbortController();
  const outcome = work(abort.signal).then(
    () => 'done',
    () => 'ended',
  );
  await expect.poll(() => existsSync(join(project.folder, '.git/hangs'))).toBe(true);
  expect(programs().join()).toContain('git ');
  const begun = Date.now();
  abort.abort();
  expect(await outcome).toBe('ended');
  await expect.poll(programs, { interval: 20 }).toEqual([]);
  const took = Date.now() - begun;
  expect(readdirSync(join(project.folder, '.git')).filter((name) => name.endsWith('.lock'))).toEqual([]);
  return took;
}

function diverge(): void {
  for (const branch of ['other', 'main']) {
    if (branch === 'other') project.git('switch', '--quiet', '--create', branch);
    else project.git('switch', '--quiet', branch);
    project.write(`${branch}.txt`, `${branch}\n`);
    project.git('add', '.');
    project.git('commit', '--quiet', `--message=${branch}`);
  }
}

describe('a hook or a filter that never ends is cancelled within a second, and leaves nothing', () => {
  it.each([
    ['pre-commit', false],
    ['pre-commit', true],
    ['commit-msg', false],
    ['reference-transaction', true],
  ])('%s in a commit (deaf: %s)', async (hook, deaf) => {
    const { client, input } = project;
    const head = project.git('rev-parse', 'HEAD');
    project.write('a.txt', 'changed\n');
    await client.git.stage.mutate({ ...input, paths: ['a.txt'] });
    project.write(`.git/hooks/${hook}`, hangs(deaf), 0o755);
    const took = await cancel((signal) => client.git.commit.mutate({ ...input, message: 'x' }, { signal }));
    expect(took).toBeLessThan(1_000);
    expect(project.git('rev-parse', 'HEAD')).toBe(head);
    project.write(`.git/hooks/${hook}`, '#!/bin/sh\n', 0o755);
    expect((await project.status()).staged).toEqual([{ path: 'a.txt', status: 'modified' }]);
    await client.git.commit.mutate({ ...input, message: 'After' });
    expect(project.git('log', '-1', '--format=%s').trim()).toBe('After');
    project.git('fsck', '--strict');
  });

  const inFilter = {
    stage: [
      'clean',
      (signal) => project.client.git.stage.mutate({ ...project.input, paths: ['.'] }, { signal }),
    ],
    discard: [
      'smudge',
      (signal) => project.client.git.discard.mutate({ ...project.input, paths: ['a.txt'] }, { signal }),
    ],
    stash: ['clean', (signal) => project.client.git.stash.mutate(project.input, { signal })],
    status: ['clean', (signal) => project.client.git.status.query(project.input, { signal })],
  } satisfies Record<string, [kind: string, work: (signal: AbortSignal) => Promise<unknown>]>;
  const filters = Object.entries(inFilter);
  it.each(
    filters.flatMap(([name]) => [
      { name, deaf: false },
      { name, deaf: true },
    ]),
  )('$name, in a filter (deaf: $deaf)', async ({ name, deaf }) => {
    const [kind, work] = inFilter[name as keyof typeof inFilter];
    const { client, input } = project;
    project.write('.gitattributes', '*.txt filter=f\n');
    project.git('add', '.gitattributes');
    project.git('commit', '--quiet', '--message=Attributes');
    // As long as before: whether it has changed takes a look at it.
    project.write('a.txt', 'one\nTWO\nthree\n');
    project.write('.git/filter', hangs(deaf), 0o755);
    project.git('config', `filter.f.${kind}`, join(project.folder, '.git/filter'));
    expect(await cancel(work)).toBeLessThan(1_000);
    project.git('config', '--unset', `filter.f.${kind}`);
    await client.git.stage.mutate({ ...input, paths: ['.'] });
    await client.git.commit.mutate({ ...input, message: 'After' });
    project.git('fsck', '--strict');
  });

  it('a switch, in post-checkout', async () => {
    const { client, input } = project;
    diverge();
    project.write('.git/hooks/post-checkout', hangs(), 0o755);
    expect(
      await cancel((signal) => client.git.checkout.mutate({ ...input, branch: 'other' }, { signal })),
    ).toBeLessThan(1_000);
    project.write('.git/hooks/post-checkout', '#!/bin/sh\n', 0o755);
    await client.git.checkout.mutate({ ...input, branch: 'main' });
    expect(await project.status()).toMatchObject({ branch: 'main', staged: [], unstaged: [] });
    project.git('fsck', '--strict');
  });

  it('a merge, which is as if it had never begun', async () => {
    const { client, input } = project;
    diverge();
    project.write('a.txt', 'mine, not staged\n');
    project.write('.git/hooks/pre-merge-commit', hangs(true), 0o755);
    const took = await cancel((signal) => client.git.merge.mutate({ ...input, branch: 'other' }, { signal }));
    expect(took).toBeLessThan(1_500);
    // Between git's end and its being taken back nothing runs.
    await expect
      .poll(() => project.status())
      .toMatchObject({
        operation: null,
        staged: [],
        unstaged: [{ path: 'a.txt', status: 'modified' }],
        untracked: [],
      });
    expect(existsSync(join(project.folder, 'other.txt'))).toBe(false);
    project.write('.git/hooks/pre-merge-commit', '#!/bin/sh\n', 0o755);
    await client.git.merge.mutate({ ...input, branch: 'other' });
    expect(readFileSync(join(project.folder, 'a.txt'), 'utf8')).toBe('mine, not staged\n');
    expect(project.git('log', '-1', '--format=%P').trim().split(' ')).toHaveLength(2);
    project.git('fsck', '--strict');
  });

  it('a discarded part, whose other parts are not lost with it', async () => {
    const { client, input } = project;
    const lines = Array.from({ length: 40 }, (_, index) => `${index}\n`);
    project.write('a.txt', lines.join(''));
    project.write('.gitattributes', '*.txt filter=f\n');
    project.git('add', '.');
    project.git('commit', '--quiet', '--message=Many');
    lines[1] = 'first\n';
    lines[38] = 'last\n';
    project.write('a.txt', lines.join(''));
    const { etag } = await client.git.diff.query({ ...input, path: 'a.txt' });
    project.write('.git/filter', hangs(), 0o755);
    project.git('config', 'filter.f.smudge', join(project.folder, '.git/filter'));
    const discard = { ...input, path: 'a.txt', action: 'discard' as const, hunks: [0], etag };
    expect(await cancel((signal) => client.git.hunks.mutate(discard, { signal }))).toBeLessThan(1_000);
    // Once git has ended the file is put back from its copy, and then the copy goes.
    const copies = () => readdirSync(join(project.folder, '.git')).filter((name) => name.startsWith('berth'));
    await expect.poll(copies).toEqual([]);
    expect(readFileSync(join(project.folder, 'a.txt'), 'utf8')).toBe(lines.join(''));
  });
});

it('ends what a hook put into a process session of its own, and only when the commit is cancelled', async () => {
  const { client, input } = project;
  const daemon = 'setsid sh -c "sleep 1000 >/dev/null 2>&1 </dev/null & echo \\$! >>.git/daemons"\n';
  const daemons = () => readFileSync(join(project.folder, '.git/daemons'), 'utf8').trim().split('\n');
  const runs = (pid: string) => existsSync(`/proc/${pid}/cwd`);
  project.write('.git/hooks/post-commit', `#!/bin/sh\n${daemon}`, 0o755);
  await client.git.commit.mutate({ ...input, message: 'x', amend: true });
  const [kept = ''] = daemons();
  onTestFinished(() => void (runs(kept) && process.kill(Number(kept))));
  expect(runs(kept)).toBe(true);
  project.write('.git/hooks/pre-commit', hangs().replace('\n', `\n${daemon}`), 0o755);
  const abort = new AbortController();
  const again = { ...input, message: 'y', amend: true };
  const ended = client.git.commit.mutate(again, { signal: abort.signal }).catch(() => 'ended');
  await expect.poll(() => existsSync(join(project.folder, '.git/hangs'))).toBe(true);
  const [, left = ''] = daemons();
  expect([runs(kept), runs(left)]).toEqual([true, true]);
  abort.abort();
  expect(await ended).toBe('ended');
  await expect.poll(() => runs(left)).toBe(false);
  // The request ends before all that it began has.
  await expect.poll(programs).toEqual(['sleep 1000 ']);
  expect(runs(kept)).toBe(true);
});

it('lets what waits for its turn be cancelled without ending what runs', async () => {
  const { client, input } = project;
  project.write('b.txt', 'b\n');
  project.git('add', 'b.txt');
  project.write('.git/hooks/pre-commit', hangs(), 0o755);
  const commit = new AbortController();
  const running = client.git.commit.mutate({ ...input, message: 'x' }, { signal: commit.signal });
  const ended = running.catch(() => 'ended');
  await expect.poll(() => existsSync(join(project.folder, '.git/hangs'))).toBe(true);
  const unstage = new AbortController();
  const paths = ['.'];
  const waiting = client.git.unstage.mutate({ ...input, paths }, { signal: unstage.signal });
  setTimeout(() => unstage.abort(), 300);
  await expect(waiting).rejects.toThrow();
  expect(programs().join()).toContain('pre-commit');
  commit.abort();
  expect(await ended).toBe('ended');
  await expect.poll(programs).toEqual([]);
  // It is nobody's turn any more, and nothing was taken out of the index.
  await client.git.createBranch.mutate({ ...input, branch: 'next' });
  expect((await project.status()).staged).toHaveLength(1);
});
