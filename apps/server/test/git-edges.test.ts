import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitProject } from './support/git-project';
import { errorOf, TestApp } from './support/test-app';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app[Symbol.asyncDispose]());

it('keeps the lines of a message that begin with # when its commit is amended without a new one', async () => {
  const project = await GitProject.withCommit(app);
  const message = '#12: fix\n\n# Heading\n\nBody';
  project.git('commit', '--quiet', '--amend', '--cleanup=verbatim', `--message=${message}`);
  project.write('a.txt', 'more\n');
  project.git('add', '.');
  await project.client.git.commit.mutate({ ...project.input, amend: true });
  expect(project.git('log', '-1', '--format=%B').trim()).toBe(message);
});

it('refuses a message git cannot keep before it asks git', async () => {
  const project = await GitProject.withCommit(app);
  const refused = await errorOf(project.client.git.commit.mutate({ ...project.input, message: 'a\0b' }));
  expect(refused.code).toBe('INVALID_INPUT');
});

it('means the branch where a tag has the same name', async () => {
  const project = await GitProject.withCommit(app);
  project.git('tag', 'v1');
  project.git('switch', '--quiet', '--create', 'v1');
  project.git('commit', '--quiet', '--allow-empty', '--message=On the branch');
  project.git('switch', '--quiet', 'main');
  const { client, input } = project;
  const { commits } = await client.git.commits.query({ ...input, revision: 'v1' });
  expect(commits[0]?.subject).toBe('On the branch');
  await client.git.createBranch.mutate({ ...input, branch: 'from', from: 'v1' });
  expect(project.git('rev-parse', 'from')).toBe(project.git('rev-parse', 'heads/v1'));
  expect((await client.git.merge.mutate({ ...input, branch: 'v1' })).upToDate).toBe(false);
  expect(project.git('rev-parse', 'main')).toBe(project.git('rev-parse', 'heads/v1'));
});

describe('parts of a diff', () => {
  it('are the same whether or not the repository has empty lines without their space', async () => {
    const project = await GitProject.withCommit(app);
    const lines = Array.from({ length: 40 }, (_, index) => (index % 3 === 0 ? '' : `line ${index}`));
    project.write('many', `${lines.join('\n')}\n`);
    project.git('add', '.');
    project.git('commit', '--quiet', '--message=Many');
    project.git('config', 'diff.suppressBlankEmpty', 'true');
    lines[1] = 'first';
    lines[35] = 'second';
    project.write('many', `${lines.join('\n')}\n`);
    const { etag } = await project.client.git.diff.query({ ...project.input, path: 'many' });
    await project.client.git.hunks.mutate({
      ...project.input,
      path: 'many',
      action: 'stage',
      hunks: [1],
      etag,
    });
    const staged = project.git('diff', '--cached', '--unified=0');
    expect(staged).toContain('+second');
    expect(staged).not.toContain('+first');
  });

  it('are all of it where a file has become a link, whichever is named', async () => {
    const project = await GitProject.withCommit(app);
    unlinkSync(join(project.folder, 'a.txt'));
    project.link('a.txt', 'target');
    for (const hunk of [0, 1]) {
      for (const action of ['stage', 'unstage'] as const) {
        const place = { ...project.input, path: 'a.txt' };
        const { etag } = await project.client.git.diff.query({ ...place, staged: action === 'unstage' });
        await project.client.git.hunks.mutate({ ...place, action, hunks: [hunk], etag });
        const state = project.git('status', '--porcelain');
        expect(state).toBe(action === 'stage' ? 'T  a.txt\n' : ' T a.txt\n');
      }
    }
  });
});

it('shows untracked links as links, also to folders, and a file that is called -', async () => {
  const project = await GitProject.withCommit(app);
  mkdirSync(join(project.folder, 'folder'));
  const links = { 'to folder': 'folder', 'to file': 'a.txt', 'to nothing': 'nowhere' };
  for (const [path, target] of Object.entries(links)) symlinkSync(target, join(project.folder, path));
  project.write('-', 'dash\n');
  const diffOf = (path: string) => project.client.git.diff.query({ ...project.input, path });
  for (const [path, target] of Object.entries(links)) {
    const { diff, addedLines } = await diffOf(path);
    expect(diff).toContain(`new file mode 120000\n`);
    expect(diff).toContain(`+${target}\n`);
    expect(addedLines).toBe(1);
  }
  expect(await diffOf('-')).toMatchObject({ addedLines: 1, diff: expect.stringContaining('+dash\n') });
  expect(project.git('diff', '--cached', '--name-only')).toBe('');
});

it('reads commits whose times and offsets no clock has', async () => {
  const project = await GitProject.withCommit(app);
  const tree = project.git('write-tree').trim();
  const parent = project.git('rev-parse', 'HEAD').trim();
  const { client, input } = project;
  for (const time of ['1288888888 +051800', '-5 +0000', '18446744073709551614 -9999', '']) {
    project.write(
      '.git/odd',
      `tree ${tree}\nparent ${parent}\nauthor A <a> ${time}\ncommitter A <a> ${time}\n\nOdd\n`,
    );
    const hash = project.git('hash-object', '-t', 'commit', '-w', '--literally', '.git/odd').trim();
    project.git('update-ref', 'refs/heads/main', hash);
    const { commits } = await client.git.commits.query({ ...input, limit: 1 });
    const { local } = await client.git.branches.query(input);
    const year = time.startsWith('12') ? 2010 : 1970;
    for (const date of [commits[0]?.author.date, commits[0]?.committer.date, local[0]?.commit.date]) {
      expect([time, new Date(date ?? '').getUTCFullYear()]).toEqual([time, year]);
    }
  }
});

it('tells what is ignored also beside paths git tells nothing of', async () => {
  const project = await GitProject.withCommit(app);
  const inner = await GitProject.withCommit(app);
  project.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.folder, 'sub');
  project.write('.gitignore', 'out\n\\:*\n');
  project.write('folder/out', 'x\n');
  symlinkSync('folder', join(project.folder, 'link'));
  const paths = ['link/out', 'sub/a.txt', 'folder/out', ':(top)', ':(bad)x', 'a.txt'];
  const { ignored } = await project.client.git.ignored.query({ ...project.input, paths });
  expect(ignored).toEqual(['folder/out', ':(top)', ':(bad)x']);
});

it('merges where a rebase is configured off in capitals', async () => {
  const remote = await GitProject.withCommit(app);
  const project = await GitProject.create(app);
  execFileSync('git', ['init', '--quiet', '--initial-branch=main'], {
    cwd: project.folder,
    ...project.owner,
  });
  project.git('remote', 'add', 'origin', remote.folder);
  project.git('config', 'pull.rebase', 'False');
  const { client, input } = project;
  await client.git.trust.mutate(input);
  await client.git.setIdentity.mutate({ ...input, name: 'Ada', email: 'ada@example.invalid' });
  await client.git.pull.mutate(input);
  for (const side of [remote, project]) {
    side.write(side.id, 'x\n');
    side.git('add', '.');
    side.git('commit', '--quiet', `--message=${side.id}`);
  }
  await client.git.pull.mutate(input);
  expect(project.git('log', '-1', '--format=%P').trim().split(' ')).toHaveLength(2);
});
