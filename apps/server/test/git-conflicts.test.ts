import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitProject } from './support/git-project';
import { errorOf, TestApp } from './support/test-app';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app[Symbol.asyncDispose]());

describe('git conflicts', () => {
  async function conflicting(): Promise<GitProject> {
    const project = await GitProject.withCommit(app);
    project.git('switch', '--quiet', '--create', 'theirs');
    project.write('a.txt', 'one\ntheirs\nthree\n');
    project.git('commit', '--quiet', '--all', '--message=Theirs');
    project.git('switch', '--quiet', 'main');
    project.write('a.txt', 'one\nours\nthree\n');
    project.git('commit', '--quiet', '--all', '--message=Ours');
    return project;
  }

  it.each([
    ['ours', 'one\nours\nthree\n'],
    ['theirs', 'one\ntheirs\nthree\n'],
    ['both', 'one\nours\ntheirs\nthree\n'],
  ] as const)('takes %s of a merge and goes on', async (take, content) => {
    const project = await conflicting();
    const { client, input } = project;
    expect((await client.git.merge.mutate({ ...input, branch: 'theirs' })).conflicted).toEqual(['a.txt']);
    expect(await project.status()).toMatchObject({
      operation: 'merge',
      conflicted: [{ path: 'a.txt', status: 'conflicted', conflict: 'both_modified' }],
    });
    expect((await errorOf(client.git.continue.mutate(input))).details).toMatchObject({
      kind: 'conflicts',
      files: ['a.txt'],
    });
    expect(await client.git.file.query({ ...input, path: 'a.txt', version: 'theirs' })).toMatchObject({
      content: 'one\ntheirs\nthree\n',
    });
    await client.git.resolve.mutate({ ...input, path: 'a.txt', take });
    expect(readFileSync(join(project.folder, 'a.txt'), 'utf8')).toBe(content);
    expect(await client.git.continue.mutate(input)).toEqual({ conflicted: [] });
    expect(await project.status()).toMatchObject({ operation: null, conflicted: [], staged: [] });
  });

  it('aborts a merge, and goes through a rebase', async () => {
    const project = await conflicting();
    const { client, input } = project;
    await client.git.merge.mutate({ ...input, branch: 'theirs' });
    await client.git.abort.mutate(input);
    expect(await project.status()).toMatchObject({ operation: null, conflicted: [], branch: 'main' });
    expect((await errorOf(client.git.abort.mutate(input))).code).toBe('CONFLICT');

    project.tryGit('rebase', 'theirs');
    expect(await project.status()).toMatchObject({ operation: 'rebase', detached: true });
    await client.git.resolve.mutate({ ...input, path: 'a.txt', take: 'ours' });
    await client.git.abort.mutate(input);
    expect(await project.status()).toMatchObject({ operation: null, branch: 'main' });

    project.tryGit('rebase', 'theirs');
    project.write('a.txt', 'one\nby hand\nthree\n');
    await client.git.resolve.mutate({ ...input, path: 'a.txt', take: 'working' });
    expect(await client.git.continue.mutate(input)).toEqual({ conflicted: [] });
    expect(project.git('log', '--format=%s')).toBe('Ours\nTheirs\nFirst\n');
    expect(project.git('show', 'HEAD:a.txt')).toBe('one\nby hand\nthree\n');

    project.git('reset', '--quiet', '--hard', 'ORIG_HEAD');
    project.tryGit('cherry-pick', 'theirs');
    expect(await project.status()).toMatchObject({ operation: 'cherry-pick' });
    await client.git.resolve.mutate({ ...input, path: 'a.txt', take: 'theirs' });
    expect(await client.git.continue.mutate(input)).toEqual({ conflicted: [] });
    expect(project.git('log', '-1', '--format=%s')).toBe('Theirs\n');
  });

  it('skips a commit whose changes are there already, and one with conflicts', async () => {
    const project = await conflicting();
    const { client, input } = project;
    project.write('a.txt', 'one\ntheirs\nthree\n');
    project.git('commit', '--quiet', '--all', '--message=Same');
    const head = project.git('rev-parse', 'HEAD');
    project.tryGit('cherry-pick', 'theirs');
    expect(await project.status()).toMatchObject({ operation: 'cherry-pick', conflicted: [] });
    const empty = await errorOf(client.git.continue.mutate(input));
    expect(empty).toMatchObject({ code: 'GIT_FAILED', details: { kind: 'nothing_to_commit' } });
    expect(empty.message).toContain('its changes are here already. Skip it');
    expect(await client.git.skip.mutate(input)).toEqual({ conflicted: [] });
    expect(await project.status()).toMatchObject({ operation: null, staged: [] });
    expect(project.git('rev-parse', 'HEAD')).toBe(head);

    // Of several, the others are applied; one that does not fit is next.
    project.git('switch', '--quiet', 'theirs');
    project.write('b.txt', 'b\n');
    project.git('add', '.');
    project.git('commit', '--quiet', '--message=Another');
    project.write('a.txt', 'one\nlater\nthree\n');
    project.git('commit', '--quiet', '--all', '--message=Later');
    project.git('switch', '--quiet', 'main');
    project.write('a.txt', 'one\nmine\nthree\n');
    project.git('commit', '--quiet', '--all', '--message=Mine');
    project.tryGit('cherry-pick', 'theirs~2', 'theirs~1', 'theirs');
    expect((await project.status()).conflicted).toHaveLength(1);
    expect(await client.git.skip.mutate(input)).toEqual({ conflicted: ['a.txt'] });
    expect(await client.git.skip.mutate(input)).toEqual({ conflicted: [] });
    expect(project.git('log', '-2', '--format=%s')).toBe('Another\nMine\n');

    project.tryGit('rebase', 'theirs');
    expect(await project.status()).toMatchObject({ operation: 'rebase' });
    await client.git.skip.mutate(input);
    while ((await project.status()).operation === 'rebase') await client.git.skip.mutate(input);
    expect(project.git('log', '--format=%s')).toBe('Later\nAnother\nTheirs\nFirst\n');

    project.git('revert', '--no-edit', 'HEAD~1');
    project.tryGit('revert', '--no-edit', 'HEAD~3');
    expect(await project.status()).toMatchObject({ operation: 'revert' });
    expect(await client.git.skip.mutate(input)).toEqual({ conflicted: [] });
    expect(await project.status()).toMatchObject({ operation: null, conflicted: [] });
  });

  it('knows a cherry-pick of several whose conflict was committed in a terminal', async () => {
    const project = await conflicting();
    const { client, input } = project;
    project.git('switch', '--quiet', 'theirs');
    project.write('b.txt', 'b\n');
    project.git('add', '.');
    project.git('commit', '--quiet', '--message=Another');
    project.git('switch', '--quiet', 'main');
    project.tryGit('cherry-pick', 'theirs~1', 'theirs');
    project.write('a.txt', 'one\nby hand\nthree\n');
    project.git('commit', '--quiet', '--all', '--no-edit');
    expect(await project.status()).toMatchObject({ operation: 'cherry-pick', conflicted: [] });
    await client.git.continue.mutate(input);
    expect(await project.status()).toMatchObject({ operation: null });
    expect(project.git('log', '-2', '--format=%s')).toBe('Another\nTheirs\n');
  });

  it('has no step of a merge to skip', async () => {
    const project = await conflicting();
    const { client, input } = project;
    await client.git.merge.mutate({ ...input, branch: 'theirs' });
    expect((await errorOf(client.git.skip.mutate(input))).code).toBe('CONFLICT');
    expect(await project.status()).toMatchObject({ operation: 'merge' });
  });

  it.each([
    ['merge', 'pre-commit', 'theirs'],
    ['cherry-pick', 'commit-msg', 'theirs'],
    ['revert', 'pre-commit', 'main~1'],
    ['rebase', 'prepare-commit-msg', 'theirs'],
  ])('shows what a hook says that refuses to go on with a %s: %s', async (operation, hook, commit) => {
    const project = await conflicting();
    const { client, input } = project;
    await client.git.trust.mutate(input);
    if (operation === 'revert') {
      for (const text of ['second', 'third']) {
        project.write('a.txt', `${text}\n`);
        project.git('commit', '--quiet', '--all', `--message=${text}`);
      }
    }
    project.tryGit(operation, commit);
    project.write('a.txt', 'by hand\n');
    await client.git.resolve.mutate({ ...input, path: 'a.txt', take: 'working' });
    const refuses = '#!/bin/sh\nprintf "\\033[31mlint: line 3\\033[0m\\n" >&2\nexit 1\n';
    project.write(`.git/hooks/${hook}`, refuses, 0o755);
    const error = await errorOf(client.git.continue.mutate(input));
    expect(error).toMatchObject({ code: 'GIT_FAILED', details: { kind: 'hook' } });
    expect(error.message).toContain(`The ${hook} hook refused. Nothing is lost: it is still under way`);
    expect((error.details as { output: string }).output).toContain('lint: line 3');
    expect((error.details as { output: string }).output).not.toContain('\u001b');
    expect(await project.status()).toMatchObject({ operation, conflicted: [] });
    project.write(`.git/hooks/${hook}`, '#!/bin/sh\n', 0o755);
    await client.git.continue.mutate(input);
    expect(await project.status()).toMatchObject({ operation: null, staged: [] });
  });

  it('shows what a hook says that refuses a merge', async () => {
    const project = await conflicting();
    const { client, input } = project;
    await client.git.trust.mutate(input);
    project.git('reset', '--quiet', '--hard', 'HEAD~1');
    project.write('b.txt', 'b\n');
    project.git('add', '.');
    project.git('commit', '--quiet', '--message=Ours');
    project.write('.git/hooks/pre-merge-commit', '#!/bin/sh\necho no merges today >&2\nexit 1\n', 0o755);
    const error = await errorOf(client.git.merge.mutate({ ...input, branch: 'theirs' }));
    expect(error).toMatchObject({ details: { kind: 'hook' } });
    expect(error.message).toContain('no merges today');
    expect(await project.status()).toMatchObject({ operation: 'merge' });
    expect(error.message).toContain('still under way');
  });

  it.each(['ours', 'theirs', 'both'] as const)(
    'asks before hand edits are lost by taking %s',
    async (take) => {
      const project = await conflicting();
      const { client, input } = project;
      await client.git.merge.mutate({ ...input, branch: 'theirs' });
      const edited = 'one\nby hand\nthree\n';
      project.write('a.txt', edited);
      const error = await errorOf(client.git.resolve.mutate({ ...input, path: 'a.txt', take }));
      expect(error).toMatchObject({ code: 'GIT_FAILED', details: { kind: 'hand_edits', files: ['a.txt'] } });
      expect(readFileSync(join(project.folder, 'a.txt'), 'utf8')).toBe(edited);
      expect((await project.status()).conflicted).toHaveLength(1);
      await client.git.resolve.mutate({ ...input, path: 'a.txt', take, overEdits: true });
      expect((await project.status()).conflicted).toEqual([]);
      expect(readFileSync(join(project.folder, 'a.txt'), 'utf8')).not.toBe(edited);
    },
  );

  it.each(['rebase', 'cherry-pick', 'stash'])(
    'asks in a %s only where something was edited',
    async (operation) => {
      const project = await conflicting();
      const { client, input } = project;
      project.git('config', 'merge.conflictStyle', 'diff3');
      const conflict = () => {
        if (operation !== 'stash') project.tryGit(operation, 'theirs');
        else {
          project.write('a.txt', 'stashed\n');
          project.git('stash');
          project.write('a.txt', 'other\n');
          project.git('commit', '--quiet', '--all', '--message=Other');
          project.tryGit('stash', 'pop');
        }
      };
      conflict();
      const file = join(project.folder, 'a.txt');
      const written = readFileSync(file, 'utf8');
      expect(written).toContain('<<<<<<<');
      project.write('a.txt', `${written}more\n`);
      const error = await errorOf(client.git.resolve.mutate({ ...input, path: 'a.txt', take: 'theirs' }));
      expect(error).toMatchObject({ details: { kind: 'hand_edits' } });
      project.write('a.txt', written);
      await client.git.resolve.mutate({ ...input, path: 'a.txt', take: 'theirs' });
      expect((await project.status()).conflicted).toEqual([]);
    },
  );
});
