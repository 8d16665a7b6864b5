import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
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

describe('a file that is only announced to the index', () => {
  it('is discarded as an untracked one, and never emptied', async () => {
    const project = await GitProject.withCommit(app);
    for (const path of ['new', 'folder/new']) project.write(path, 'text\n');
    project.git('add', '--intent-to-add', '.');
    project.write('a.txt', 'changed\n');
    await project.client.git.discard.mutate({ ...project.input, paths: ['new', 'folder', 'a.txt'] });
    expect(project.git('status', '--porcelain')).toBe('');
    expect(existsSync(join(project.folder, 'new'))).toBe(false);
    expect(readFileSync(join(project.folder, 'a.txt'), 'utf8')).toBe('one\ntwo\nthree\n');
  });

  it('is why a stash is refused, and that is said', async () => {
    const project = await GitProject.withCommit(app);
    project.write('new', 'text\n');
    project.git('add', '--intent-to-add', 'new');
    const refused = await errorOf(project.client.git.stash.mutate(project.input));
    expect(refused.message).toContain('intent-to-add');
    expect(readFileSync(join(project.folder, 'new'), 'utf8')).toBe('text\n');
  });
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

describe('before the first commit', () => {
  it('the branch is renamed, and is the one that is checked out', async () => {
    const project = await GitProject.create(app);
    project.git('init', '--quiet', '--initial-branch=x/y');
    const { client, input } = project;
    expect(await client.git.checkout.mutate({ ...input, branch: 'x/y' })).toEqual({
      branch: 'x/y',
      detached: false,
    });
    await client.git.renameBranch.mutate({ ...input, branch: 'x/y', to: 'z' });
    expect((await project.status()).branch).toBe('z');
  });

  it('what needs a commit says that there is none', async () => {
    const project = await GitProject.create(app);
    project.git('init', '--quiet', '--initial-branch=main');
    project.write('a.txt', 'x\n');
    const { client, input } = project;
    await client.git.setIdentity.mutate({ ...input, name: 'Ada', email: 'ada@example.invalid' });
    for (const work of [
      () => client.git.createBranch.mutate({ ...input, branch: 'other' }),
      () => client.git.merge.mutate({ ...input, branch: 'other' }),
      () => client.git.stash.mutate(input),
      () => client.git.commit.mutate({ ...input, message: 'x', amend: true }),
    ]) {
      expect((await errorOf(work())).details).toMatchObject({ kind: 'no_commit' });
    }
  });

  it('a pull begins the branch, whatever is configured, and names the files in its way', async () => {
    const remote = await GitProject.withCommit(app);
    for (const inTheWay of [true, false]) {
      const project = await GitProject.create(app);
      project.git('init', '--quiet', '--initial-branch=main');
      project.git('remote', 'add', 'origin', remote.folder);
      project.git('config', 'pull.rebase', 'true');
      await project.client.git.trust.mutate(project.input);
      if (inTheWay) project.write('a.txt', 'mine\n');
      const pulled = project.client.git.pull.mutate(project.input);
      if (inTheWay) {
        const { details } = await errorOf(pulled);
        expect(details).toMatchObject({ kind: 'would_overwrite', files: ['a.txt'] });
        expect(readFileSync(join(project.folder, 'a.txt'), 'utf8')).toBe('mine\n');
      } else {
        expect((await pulled).hash).toBe(remote.git('rev-parse', 'HEAD').trim());
      }
    }
  });
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

it('says so where changes git had put aside conflict with what came in', async () => {
  const project = await GitProject.withCommit(app);
  const { client, input } = project;
  project.git('switch', '--quiet', '--create', 'other');
  project.write('a.txt', 'theirs\n');
  project.git('commit', '--quiet', '--all', '--message=Theirs');
  project.git('switch', '--quiet', 'main');
  project.git('config', 'merge.autoStash', 'true');
  project.write('a.txt', 'mine\n');
  const { details, message } = await errorOf(client.git.merge.mutate({ ...input, branch: 'other' }));
  expect(message).toContain('newest stash');
  expect(details).toMatchObject({ kind: 'conflicts', files: ['a.txt'] });
  expect(project.git('log', '-1', '--format=%s')).toBe('Theirs\n');
  expect((await project.status()).conflicted).toHaveLength(1);
  expect(project.git('show', 'stash@{0}:a.txt')).toBe('mine\n');
});

it('names every branch it fetched, and says what to do where one that is gone is in the way', async () => {
  const remote = await GitProject.withCommit(app);
  const project = await GitProject.create(app);
  project.git('init', '--quiet', '--initial-branch=main');
  project.git('remote', 'add', 'origin', remote.folder);
  project.git('config', 'fetch.output', 'compact');
  const { client, input } = project;
  await client.git.trust.mutate(input);
  remote.git('branch', 'a');
  const { refs } = await client.git.pull.mutate(input);
  expect(refs.map(({ to }) => to).sort()).toEqual(['origin/a', 'origin/main']);
  remote.git('branch', '--delete', 'a');
  remote.git('branch', 'a/b');
  const refused = await errorOf(client.git.pull.mutate(input));
  expect(refused.message).toContain('origin/a/b');
  expect(refused.message).toContain('Fetch, which forgets them');
  await client.git.fetch.mutate(input);
  await client.git.pull.mutate(input);
  expect(project.git('branch', '--remotes').trim().split(/\s+/)).toEqual(['origin/a/b', 'origin/main']);
});

describe('a failure is told by what caused it', () => {
  it('when not all is staged', async () => {
    const project = await GitProject.withCommit(app);
    const { client, input } = project;
    project.write('.gitignore', 'out\n');
    for (const path of ['out', 'ok']) project.write(path, 'x\n');
    const ignored = await errorOf(client.git.stage.mutate({ ...input, paths: ['out', 'ok'] }));
    expect(ignored.message).toContain('git ignores some of these files');
    expect(project.git('diff', '--cached', '--name-only')).toBe('ok\n');
    project.git('init', '--quiet', 'inner');
    const empty = await errorOf(client.git.stage.mutate({ ...input, paths: ['inner/'] }));
    expect(empty.message).toContain("'inner/' does not have a commit checked out");
  });

  it('when names of branches collide, or untracked files are in the way', async () => {
    const project = await GitProject.withCommit(app);
    const { client, input } = project;
    project.git('branch', 'a');
    const collides = await errorOf(client.git.createBranch.mutate({ ...input, branch: 'a/b' }));
    expect(collides.message).toContain('there cannot be both a and a/b');
    project.git('switch', '--quiet', '--create', 'file');
    project.write('f', 'x\n');
    project.git('add', '.');
    project.git('commit', '--quiet', '--message=f');
    project.git('switch', '--quiet', 'main');
    project.write('f/inner', 'mine\n');
    const inTheWay = await errorOf(client.git.checkout.mutate({ ...input, branch: 'file' }));
    expect(inTheWay.details).toMatchObject({ kind: 'would_overwrite', files: ['f'] });
    project.write('u', 'stashed\n');
    await client.git.stash.mutate(input);
    project.write('u', 'other\n');
    const again = await errorOf(client.git.stashPop.mutate({ ...input, index: 0 }));
    expect(again.details).toMatchObject({ kind: 'would_overwrite', files: ['u'] });
  });

  it('when git cannot read its configuration', async () => {
    const project = await GitProject.withCommit(app);
    appendFileSync(join(project.folder, '.git/config'), '\n[broken\n');
    const { client, input } = project;
    for (const work of [
      () => client.git.push.mutate(input),
      () => client.git.remotes.query(input),
      () => client.git.stashes.query(input),
      () => client.git.commits.query(input),
    ]) {
      expect((await errorOf(work())).message).toContain('bad config line');
    }
  });

  it('when .git names a repository that is not there', async () => {
    const project = await GitProject.create(app);
    writeFileSync(join(project.folder, '.git'), 'gitdir: /nowhere/at/all\n');
    const { message } = await errorOf(project.client.git.init.mutate(project.input));
    expect(message).toContain('names a repository elsewhere');
  });
});
