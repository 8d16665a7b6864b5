import { chmodSync, existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitProject } from './support/git-project';
import { errorOf, TestApp } from './support/test-app';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app[Symbol.asyncDispose]());

/** git's own account, as `XY path`, from its other format. */
function porcelain(project: GitProject): string[] {
  const records = project.git('status', '--porcelain=v1', '-z').split('\0').filter(Boolean);
  const lines: string[] = [];
  for (let index = 0; index < records.length; index += 1) {
    const record = records[index] ?? '';
    lines.push(record);
    // The old name of a moved file is a record of its own.
    if (/^.?[RC]/.test(record.slice(0, 2))) index += 1;
  }
  return lines.sort();
}

const letters: Record<string, string> = {
  added: 'A',
  modified: 'M',
  deleted: 'D',
  renamed: 'R',
  copied: 'C',
  typechange: 'T',
};
const conflicts: Record<string, string> = {
  both_modified: 'UU',
  both_added: 'AA',
  both_deleted: 'DD',
  added_by_us: 'AU',
  added_by_them: 'UA',
  deleted_by_us: 'DU',
  deleted_by_them: 'UD',
};

/** Our answer in git's form. */
async function answered(project: GitProject): Promise<string[]> {
  const status = await project.status();
  const codes = new Map<string, [string, string]>();
  for (const [side, changes] of [status.staged, status.unstaged].entries()) {
    for (const { path, status: kind } of changes) {
      const code = codes.get(path) ?? [' ', ' '];
      code[side] = letters[kind] ?? '!';
      codes.set(path, code);
    }
  }
  return [
    ...[...codes].map(([path, code]) => `${code.join('')} ${path}`),
    ...status.untracked.map(({ path }) => `?? ${path}`),
    ...status.conflicted.map(({ path, conflict }) => `${conflicts[conflict ?? ''] ?? '!!'} ${path}`),
  ].sort();
}

/** Every change's diff, as git prints it and as Berth answers it. */
async function diffs(project: GitProject): Promise<{ ours: string[]; bare: string[] }> {
  const status = await project.status();
  const ours: string[] = [];
  const bare: string[] = [];
  for (const [side, changes] of [status.staged, status.unstaged].entries()) {
    const staged = side === 0;
    for (const { path, oldPath } of changes) {
      const place = { path, ...(oldPath === undefined ? {} : { oldPath }) };
      const answer = await project.client.git.diff.query({ ...project.input, ...place, staged });
      const args = ['diff', ...(staged ? ['--cached'] : []), '--find-renames'];
      const paths = oldPath === undefined ? [path] : [oldPath, path];
      const ask = (...more: string[]) =>
        project.gitWith({ GIT_LITERAL_PATHSPECS: '1' }, ...args, ...more, '--', ...paths);
      const [added, removed] = ask('--numstat').split('\t');
      bare.push(`+${added} -${removed}`, ask());
      ours.push(answer.isBinary ? '+- --' : `+${answer.addedLines} -${answer.removedLines}`, answer.diff);
    }
  }
  return { ours, bare };
}

/** Two branches that changed the same file and added another of the same name. */
function diverge(project: GitProject): void {
  for (const branch of ['other', 'main']) {
    if (branch === 'other') project.git('switch', '--quiet', '--create', branch);
    else project.git('switch', '--quiet', branch);
    project.write('a.txt', `${branch}\n`);
    project.write('both.txt', `${branch}\n`);
    project.git('add', '.');
    project.git('commit', '--quiet', `--message=${branch}`);
  }
}

const names = [
  'with space',
  'new\nline',
  '"quoted"',
  '-dash',
  '--help',
  '😀.txt',
  ':(top)',
  ':!x',
  "it's",
  'tab\there',
  '*',
];

describe('every state of a repository, against git’s own answer', () => {
  const states: Record<string, (project: GitProject) => void> = {
    'added, modified, deleted, renamed, ignored, executable, a link for a file'(project) {
      for (const name of ['mod', 'del', 'move', 'exe', 'link']) project.write(name, `${name}\n`.repeat(20));
      project.write('.gitignore', 'ignored\n');
      project.git('add', '.');
      project.git('commit', '--quiet', '--message=x');
      project.write('mod', 'other\n');
      rmSync(join(project.folder, 'del'));
      project.git('mv', 'move', 'moved');
      chmodSync(join(project.folder, 'exe'), 0o755);
      rmSync(join(project.folder, 'link'));
      project.link('link', 'mod');
      project.write('ignored', '');
      project.write('deep/er/file', '');
      project.write('staged', 'x');
      project.git('add', 'staged', 'mod');
      project.write('mod', 'again\n');
    },
    'deleted in the index and there again'(project) {
      project.git('rm', '--quiet', '--cached', 'a.txt');
    },
    'binary and CRLF'(project) {
      project.write('bin', Buffer.from([0, 1, 2, 255]));
      project.write('crlf', 'a\r\nb\r\n');
      project.git('add', '.');
      project.write('bin', Buffer.from([0, 9]));
      project.write('crlf', 'a\nb\n');
    },
    'before the first commit'(project) {
      project.git('update-ref', '-d', 'HEAD');
      project.write('a.txt', 'changed\n');
      project.write('b.txt', '');
    },
    'deleted and added again, renamed and changed, of another type, only intended'(project) {
      for (const name of ['again', 'from', 'type', 'folder/gone']) {
        project.write(name, `${name}\n`.repeat(20));
      }
      project.git('add', '.');
      project.git('commit', '--quiet', '--message=x');
      project.git('rm', '--quiet', 'again');
      project.write('again', 'another\n');
      project.git('mv', 'from', 'to');
      project.write('to', `${'from\n'.repeat(20)}more\n`);
      rmSync(join(project.folder, 'type'));
      project.link('type', 'a.txt');
      project.git('add', 'type');
      rmSync(join(project.folder, 'folder'), { recursive: true });
      project.write('folder', 'a file now\n');
      project.write('intended', 'x\n');
      project.git('add', '--intent-to-add', 'intended');
    },
    'a merge with files changed and added on both sides'(project) {
      diverge(project);
      project.tryGit('merge', 'other');
    },
    'a rebase'(project) {
      diverge(project);
      project.tryGit('rebase', 'other');
    },
    'a revert'(project) {
      diverge(project);
      project.write('a.txt', 'third\n');
      project.git('commit', '--quiet', '--all', '--message=third');
      project.tryGit('revert', '--no-edit', 'HEAD~1');
    },
    detached(project) {
      project.git('checkout', '--quiet', '--detach');
      project.write('a.txt', 'x');
    },
    'a cherry-pick with a deletion on one side'(project) {
      project.git('switch', '--quiet', '--create', 'other');
      project.write('a.txt', 'other\n');
      project.git('commit', '--quiet', '--all', '--message=other');
      project.git('switch', '--quiet', 'main');
      project.git('rm', '--quiet', 'a.txt');
      project.git('commit', '--quiet', '--message=gone');
      project.tryGit('cherry-pick', 'other');
    },
    'a submodule with changes'(project) {
      project.git('init', '--quiet', 'sub');
      const at = ['-C', 'sub', '-c', 'user.name=x', '-c', 'user.email=x'];
      project.git(...at, 'commit', '--quiet', '--allow-empty', '--message=x');
      project.git('add', 'sub');
      project.git('commit', '--quiet', '--message=sub');
      project.git(...at, 'commit', '--quiet', '--allow-empty', '--message=y');
    },
  };

  it.each(Object.entries(states))('%s', async (_name, make) => {
    const project = await GitProject.withCommit(app);
    make(project);
    const expected = porcelain(project);
    expect(expected).not.toEqual([]);
    const index = statSync(join(project.folder, '.git/index'));
    expect(await answered(project)).toEqual(expected);
    expect(await project.status()).toMatchObject({
      branch: project.tryGit('symbolic-ref', '--quiet', '--short', 'HEAD').trim() || null,
      head: project.tryGit('rev-parse', '--verify', '--quiet', 'HEAD').trim() || null,
    });
    const { ours, bare } = await diffs(project);
    expect(ours).toEqual(bare);
    // Asking does not write the index, and so never takes its lock.
    expect(statSync(join(project.folder, '.git/index'))).toMatchObject({
      ino: index.ino,
      mtimeMs: index.mtimeMs,
    });
  });

  it('a linked worktree', async () => {
    const project = await GitProject.withCommit(app);
    const other = await GitProject.create(app);
    project.git('worktree', 'add', '--quiet', '-b', 'linked', join(other.folder, 'tree'));
    for (const name of ['.git', 'a.txt'])
      renameSync(join(other.folder, 'tree', name), join(other.folder, name));
    project.git('worktree', 'repair', other.folder);
    rmSync(join(other.folder, 'tree'), { recursive: true });
    other.write('a.txt', 'changed\n');
    expect(await other.status()).toMatchObject({
      branch: 'linked',
      unstaged: [{ path: 'a.txt', status: 'modified' }],
    });
  });

  it.each(names)('the name %j is shown, compared, staged, committed and discarded', async (name) => {
    const project = await GitProject.withCommit(app);
    const { client, input } = project;
    project.write('other', '');
    project.write(name, 'one\n');
    expect(await answered(project)).toEqual(porcelain(project));
    expect(await client.git.diff.query({ ...input, path: name })).toMatchObject({ addedLines: 1 });
    await client.git.stage.mutate({ ...input, paths: [name] });
    expect((await project.status()).staged).toEqual([{ path: name, status: 'added' }]);
    await client.git.commit.mutate({ ...input, message: 'x' });
    project.write(name, 'two\n');
    await client.git.discard.mutate({ ...input, paths: [name] });
    expect(await answered(project)).toEqual(['?? other']);
    expect((await client.git.commits.query({ ...input, path: name })).commits).toHaveLength(1);
    expect(readFileSync(join(project.folder, name), 'utf8')).toBe('one\n');
  });
});

it('takes no commit back whose parent is not here, nor the first one off a branch', async () => {
  const project = await GitProject.withCommit(app);
  const { client, input } = project;
  project.git('checkout', '--quiet', '--detach');
  expect(await errorOf(client.git.undoCommit.mutate(input))).toMatchObject({ code: 'GIT_FAILED' });
  expect(await project.status()).toMatchObject({ isRepository: true, detached: true });
  project.git('switch', '--quiet', 'main');
  const first = project.git('rev-parse', 'HEAD').trim();
  project.git('commit', '--quiet', '--allow-empty', '--message=Second');
  const second = project.git('rev-parse', 'HEAD').trim();
  // As a shallow clone has it: the second commit, and nothing of the first.
  project.write('.git/shallow', `${second}\n`);
  project.git('reflog', 'expire', '--expire=now', '--all');
  project.git('prune', '--expire=now');
  expect(() => project.git('cat-file', '-e', first)).toThrow();
  expect(await errorOf(client.git.undoCommit.mutate(input))).toMatchObject({ code: 'GIT_FAILED' });
  expect(project.git('rev-parse', 'main').trim()).toBe(second);
});

it('keeps a repository inside the project that is to be discarded, and says so', async () => {
  const project = await GitProject.withCommit(app);
  const { client, input } = project;
  project.write('a.txt', 'changed\n');
  project.write('new/file.txt', 'x\n');
  for (const folder of ['theirs', 'new/deep', 'with space é']) {
    project.git('init', '--quiet', folder);
    project.write(`${folder}/work.txt`, 'work\n');
  }
  const as = ['-c', 'user.name=x', '-c', 'user.email=x@x', '-C', 'theirs'];
  project.git(...as, 'commit', '--quiet', '--allow-empty', '--message=x');
  const one = await errorOf(client.git.discard.mutate({ ...input, paths: ['theirs/'] }));
  expect(one).toMatchObject({ code: 'GIT_FAILED', details: { files: ['theirs'] } });
  expect(one.message).toContain('theirs is a git repository');
  expect(one.message).toContain('delete the folder in the file tree');
  const all = await errorOf(
    client.git.discard.mutate({ ...input, paths: ['a.txt', 'new/', 'theirs/', 'with space é/'] }),
  );
  expect(all.details).toMatchObject({ files: ['new/deep', 'theirs', 'with space é'] });
  expect(existsSync(join(project.folder, 'theirs/work.txt'))).toBe(true);
  expect(existsSync(join(project.folder, 'new/deep/work.txt'))).toBe(true);
  expect(existsSync(join(project.folder, 'new/file.txt'))).toBe(false);
  expect(readFileSync(join(project.folder, 'a.txt'), 'utf8')).toBe('one\ntwo\nthree\n');
});
