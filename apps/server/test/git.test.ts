import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitProject } from './support/git-project';
import { errorOf, TestApp } from './support/test-app';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app[Symbol.asyncDispose]());

const author = { name: 'Grace Hopper', email: 'grace@example.invalid' };

describe('git from nothing', () => {
  it('says that there is no repository, initialises one, and commits for the first time', async () => {
    const project = await GitProject.create(app);
    const { client, input } = project;
    expect(await client.git.status.query(input)).toEqual({ isRepository: false });
    expect((await errorOf(client.git.commits.query(input))).code).toBe('NOT_A_REPOSITORY');

    expect(await client.git.init.mutate({ ...input, gitignore: { template: 'node' } })).toEqual({
      branch: 'main',
      gitignore: 'written',
    });
    expect(await project.status()).toMatchObject({
      branch: 'main',
      detached: false,
      head: null,
      upstream: null,
      ahead: null,
      staged: [],
      untracked: [{ path: '.gitignore', status: 'untracked' }],
      operation: null,
    });
    expect(await client.git.commits.query(input)).toEqual({ commits: [], nextCursor: null });
    expect(await client.git.branches.query(input)).toEqual({
      current: 'main',
      detached: false,
      local: [],
      remote: [],
    });

    await client.git.stage.mutate({ ...input, paths: ['.gitignore'] });
    expect((await project.status()).staged).toEqual([{ path: '.gitignore', status: 'added' }]);
    const diff = await client.git.diff.query({ ...input, path: '.gitignore', staged: true });
    expect(diff.diff).toContain('+node_modules/');
    await client.git.unstage.mutate({ ...input, paths: ['.gitignore'] });
    expect((await project.status()).staged).toEqual([]);
    await client.git.stage.mutate({ ...input, paths: ['.'] });

    const unknown = await errorOf(client.git.commit.mutate({ ...input, message: 'First' }));
    expect(unknown).toMatchObject({ code: 'GIT_FAILED', details: { kind: 'identity_missing' } });
    const { hash } = await client.git.commit.mutate({
      ...input,
      message: 'First\n\n# not a comment',
      author,
    });
    expect(project.git('log', '-1', '--format=%H %an <%ae> %cn%n%B').trim()).toBe(
      `${hash} Grace Hopper <grace@example.invalid> Grace Hopper\nFirst\n\n# not a comment`,
    );
    const nothing = await errorOf(client.git.commit.mutate({ ...input, message: 'Second', author }));
    expect(nothing).toMatchObject({ code: 'GIT_FAILED', details: { kind: 'nothing_to_commit' } });

    await client.git.setIdentity.mutate({ ...input, ...author });
    expect(await client.git.identity.query(input)).toEqual({ identity: author });
  });

  it('never overwrites a .gitignore, nor what a link of that name leads to', async () => {
    const project = await GitProject.create(app);
    project.write('.gitignore', 'mine\n');
    expect(
      await project.client.git.init.mutate({ ...project.input, gitignore: { template: 'rust' } }),
    ).toMatchObject({ gitignore: 'kept' });
    expect(readFileSync(join(project.folder, '.gitignore'), 'utf8')).toBe('mine\n');
    rmSync(join(project.folder, '.gitignore'));
    project.link('.gitignore', 'elsewhere');
    await project.client.git.init.mutate({ ...project.input, gitignore: { content: 'x' } });
    expect(() => readFileSync(join(project.folder, 'elsewhere'))).toThrow('ENOENT');
  });

  it('offers templates for every kind of project', async () => {
    const project = await GitProject.create(app);
    const { templates } = await project.client.git.gitignoreTemplates.query(project.input);
    expect(templates.map(({ name }) => name)).toEqual([
      'node',
      'python',
      'go',
      'rust',
      'java',
      'web',
      'none',
    ]);
  });

  it('does not take a repository of a folder above for its own', async () => {
    const inner = await GitProject.create(app);
    const above = join(app.dataDir, 'projects');
    inner.write('file', '');
    execFileSync('git', ['init', '--quiet', above]);
    try {
      // The control: git itself, asked from inside the project, finds the repository above it.
      const find = ['-c', 'safe.directory=*', '-C', inner.folder, 'rev-parse', '--show-toplevel'];
      expect(execFileSync('git', find, { encoding: 'utf8' }).trim()).toBe(above);
      expect(await inner.client.git.status.query(inner.input)).toEqual({ isRepository: false });
      const stage = inner.client.git.stage.mutate({ ...inner.input, paths: ['file'] });
      expect((await errorOf(stage)).code).toBe('NOT_A_REPOSITORY');
      await inner.client.git.init.mutate(inner.input);
      expect(await inner.status()).toMatchObject({ untracked: [{ path: 'file' }] });
    } finally {
      rmSync(join(above, '.git'), { recursive: true });
    }
  });
});

describe('git changes', () => {
  it('diffs, stages, unstages and discards, with added and removed the right way round', async () => {
    const project = await GitProject.withCommit(app);
    const { client, input } = project;
    project.write('a.txt', 'one\n2\n2b\nthree\n');
    project.write('new file', 'x\ny\n');
    const diff = await client.git.diff.query({ ...input, path: 'a.txt' });
    expect(diff).toMatchObject({ addedLines: 2, removedLines: 1, isBinary: false, truncated: false });
    expect(diff.diff).toContain('-two\n+2\n+2b\n');
    const untracked = await client.git.diff.query({ ...input, path: 'new file' });
    expect(untracked).toMatchObject({ addedLines: 2, removedLines: 0 });

    await client.git.stage.mutate({ ...input, paths: ['a.txt'] });
    expect(await project.status()).toMatchObject({
      staged: [{ path: 'a.txt', status: 'modified' }],
      unstaged: [],
      untracked: [{ path: 'new file', status: 'untracked' }],
    });
    await client.git.unstage.mutate({ ...input, paths: ['a.txt'] });
    await client.git.discard.mutate({ ...input, paths: ['a.txt', 'new file'] });
    expect(await project.status()).toMatchObject({ staged: [], unstaged: [], untracked: [] });
    expect(readFileSync(join(project.folder, 'a.txt'), 'utf8')).toBe('one\ntwo\nthree\n');
    expect((await errorOf(client.git.stage.mutate({ ...input, paths: ['nothing'] }))).code).toBe('NOT_FOUND');
  });

  it('stages and discards single hunks, and refuses those of a diff that is out of date', async () => {
    const project = await GitProject.withCommit(app);
    const { client, input } = project;
    const lines = Array.from({ length: 40 }, (_, line) => `line ${line}\r\n`);
    project.write('many.txt', lines.join(''));
    project.git('add', '.');
    project.git('commit', '--quiet', '--message=Many');
    lines[2] = 'CHANGED 2\r\n';
    lines[20] = '@@ -1,1 +1,1 @@\r\n';
    lines[38] = 'CHANGED 38\r\n';
    project.write('many.txt', lines.join(''));
    const { etag } = await client.git.diff.query({ ...input, path: 'many.txt' });
    await client.git.hunks.mutate({ ...input, path: 'many.txt', action: 'stage', hunks: [1], etag });
    const staged = project.git('diff', '--cached');
    expect(staged).toContain('+@@ -1,1');
    expect(staged).not.toContain('CHANGED');
    const stale = client.git.hunks.mutate({ ...input, path: 'many.txt', action: 'stage', hunks: [0], etag });
    expect((await errorOf(stale)).code).toBe('CONFLICT');

    const rest = await client.git.diff.query({ ...input, path: 'many.txt' });
    await client.git.hunks.mutate({
      ...input,
      path: 'many.txt',
      action: 'discard',
      hunks: [1],
      etag: rest.etag,
    });
    expect(readFileSync(join(project.folder, 'many.txt'), 'utf8')).toContain('line 38\r\n');
    const index = await client.git.diff.query({ ...input, path: 'many.txt', staged: true });
    await client.git.hunks.mutate({
      ...input,
      path: 'many.txt',
      action: 'unstage',
      hunks: [0],
      etag: index.etag,
    });
    expect(project.git('diff', '--cached')).toBe('');
  });

  it('amends, and takes the last commit back', async () => {
    const project = await GitProject.withCommit(app);
    const { client, input } = project;
    project.write('b.txt', 'b\n');
    project.git('add', '.');
    await client.git.commit.mutate({ ...input, message: 'Second' });
    await client.git.commit.mutate({ ...input, message: '', amend: true });
    expect(project.git('log', '--format=%s')).toBe('Second\nFirst\n');
    await client.git.commit.mutate({ ...input, message: 'Better', amend: true });
    expect(project.git('log', '--format=%s')).toBe('Better\nFirst\n');
    expect(await client.git.undoCommit.mutate(input)).toEqual({ message: 'Better' });
    expect((await project.status()).staged).toEqual([{ path: 'b.txt', status: 'added' }]);
    expect(await client.git.undoCommit.mutate(input)).toEqual({ message: 'First' });
    expect(await project.status()).toMatchObject({ head: null, branch: 'main' });
    expect(await errorOf(client.git.undoCommit.mutate(input))).toMatchObject({
      details: { kind: 'no_commit' },
    });
  });
});

describe('git branches and history', () => {
  it('creates, switches, renames, merges and deletes branches', async () => {
    const project = await GitProject.withCommit(app);
    const { client, input } = project;
    expect(await client.git.checkout.mutate({ ...input, branch: 'topic', create: true })).toEqual({
      branch: 'topic',
      detached: false,
    });
    project.write('topic.txt', 't\n');
    project.git('add', '.');
    const { hash } = await client.git.commit.mutate({ ...input, message: 'On topic' });
    const branches = await client.git.branches.query(input);
    expect(branches.current).toBe('topic');
    expect(branches.local.map(({ name, current }) => [name, current]).sort()).toEqual([
      ['main', false],
      ['topic', true],
    ]);
    expect(branches.local.find(({ name }) => name === 'topic')?.commit).toMatchObject({
      hash,
      subject: 'On topic',
    });

    await client.git.checkout.mutate({ ...input, branch: 'main' });
    expect(await errorOf(client.git.deleteBranch.mutate({ ...input, branch: 'topic' }))).toMatchObject({
      code: 'GIT_FAILED',
      details: { kind: 'not_merged' },
    });
    expect(await client.git.merge.mutate({ ...input, branch: 'topic' })).toEqual({
      hash,
      upToDate: false,
      conflicted: [],
    });
    await client.git.createBranch.mutate({ ...input, branch: 'from-first', from: 'HEAD' });
    const twice = client.git.createBranch.mutate({ ...input, branch: 'from-first' });
    expect((await errorOf(twice)).code).toBe('ALREADY_EXISTS');
    await client.git.renameBranch.mutate({ ...input, branch: 'topic', to: 'done' });
    await client.git.deleteBranch.mutate({ ...input, branch: 'done' });
    expect((await errorOf(client.git.checkout.mutate({ ...input, branch: 'done' }))).code).toBe('NOT_FOUND');
    expect(await client.git.checkout.mutate({ ...input, branch: hash })).toEqual({
      branch: null,
      detached: true,
    });
    expect(await project.status()).toMatchObject({ branch: null, detached: true, head: hash });
  });

  it('says which files stand in the way of a switch', async () => {
    const project = await GitProject.withCommit(app);
    project.git('switch', '--quiet', '--create', 'other');
    project.write('a.txt', 'other\n');
    project.git('commit', '--quiet', '--all', '--message=Other');
    project.git('switch', '--quiet', 'main');
    project.write('a.txt', 'mine\n');
    const error = await errorOf(project.client.git.checkout.mutate({ ...project.input, branch: 'other' }));
    expect(error).toMatchObject({
      code: 'GIT_FAILED',
      details: { kind: 'would_overwrite', files: ['a.txt'] },
    });
  });

  it('pages and searches the history, and shows a commit and its diffs', async () => {
    const project = await GitProject.withCommit(app);
    const { client, input } = project;
    for (const name of ['Alan', 'Barbara', 'Alan']) {
      project.write(`${name}.txt`, `${Math.random()}`);
      project.git('add', '.');
      project.git('commit', '--quiet', `--author=${name} <${name}@x>`, `--message=From [${name}]\n\nBody`);
    }
    const first = await client.git.commits.query({ ...input, limit: 3 });
    expect(first.commits.map(({ subject }) => subject)).toEqual([
      'From [Alan]',
      'From [Barbara]',
      'From [Alan]',
    ]);
    expect(first.commits[0]).toMatchObject({ body: 'Body', author: { name: 'Alan' }, refs: ['main'] });
    project.write('later.txt', '');
    project.git('add', '.');
    project.git('commit', '--quiet', '--message=Later');
    const second = await client.git.commits.query({ ...input, limit: 3, cursor: first.nextCursor ?? '' });
    expect(second).toMatchObject({ commits: [{ subject: 'First' }], nextCursor: null });

    const subjects = async (search: { message?: string; author?: string; path?: string }) =>
      (await client.git.commits.query({ ...input, ...search })).commits.map(({ subject }) => subject);
    expect(await subjects({ message: '[ALAN]' })).toHaveLength(2);
    expect(await subjects({ author: 'barbara' })).toEqual(['From [Barbara]']);
    expect(await subjects({ path: 'Alan.txt' })).toHaveLength(2);

    const hash = project.git('rev-parse', 'HEAD~1').trim();
    const details = await client.git.commitDetails.query({ ...input, hash });
    expect(details.files).toEqual([
      { path: 'Alan.txt', status: 'modified', isBinary: false, addedLines: 1, removedLines: 1 },
    ]);
    const diff = await client.git.commitDiff.query({ ...input, hash, path: 'Alan.txt' });
    expect(diff).toMatchObject({ addedLines: 1, removedLines: 1 });
    const root = project.git('rev-list', '--max-parents=0', 'HEAD').trim();
    expect((await client.git.commitDetails.query({ ...input, hash: root })).files).toMatchObject([
      { path: 'a.txt', status: 'added', addedLines: 3 },
    ]);
  });

  it('stashes, lists, pops and drops', async () => {
    const project = await GitProject.withCommit(app);
    const { client, input } = project;
    expect((await errorOf(client.git.stash.mutate(input))).code).toBe('GIT_FAILED');
    project.write('a.txt', 'changed\n');
    project.write('untracked.txt', 'u\n');
    await client.git.stash.mutate({ ...input, message: 'half done' });
    expect(await project.status()).toMatchObject({ unstaged: [], untracked: [], stashes: 1 });
    const { stashes } = await client.git.stashes.query(input);
    expect(stashes).toMatchObject([{ index: 0, message: 'On main: half done' }]);
    const other = client.git.stashPop.mutate({ ...input, index: 0, hash: '0'.repeat(40) });
    expect((await errorOf(other)).code).toBe('CONFLICT');
    expect(await client.git.stashPop.mutate({ ...input, index: 0 })).toEqual({ conflicted: [], kept: false });
    expect(await project.status()).toMatchObject({ stashes: 0, untracked: [{ path: 'untracked.txt' }] });
    await client.git.stash.mutate(input);
    await client.git.stashDrop.mutate({ ...input, index: 0 });
    expect((await project.status()).stashes).toBe(0);
  });

  it('keeps a stash that ends in conflicts, and says so', async () => {
    const project = await GitProject.withCommit(app);
    const { client, input } = project;
    project.write('a.txt', 'stashed\n');
    await client.git.stash.mutate(input);
    project.write('a.txt', 'committed\n');
    project.git('commit', '--quiet', '--all', '--message=Other');
    const popped = await client.git.stashPop.mutate({ ...input, index: 0 });
    expect(popped).toEqual({ conflicted: ['a.txt'], kept: true });
    expect(project.git('stash', 'list')).toContain('stash@{0}');
  });
});
