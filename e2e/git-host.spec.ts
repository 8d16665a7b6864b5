import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { Berth } from './support/berth';

const witness = join(dirname(fileURLToPath(import.meta.url)), 'support/witness.mjs');
const author = { name: 'Ada', email: 'ada@example.invalid' };

let folder = '';
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-witness-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The setting that has a process written about, and what has been written of repositories and of git. */
function makeWitness(name: string) {
  const log = join(folder, name);
  writeFileSync(log, '');
  return {
    option: `--import file://${witness}?log=${log}`,
    all: () => readFileSync(log, 'utf8').split('\n'),
    ofGit: () =>
      readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => /^file .*[ /]\.git(\/| |$)|^program .*[ /]git /.test(line)),
  };
}

test('the witness sees a program that reads a repository and runs git', () => {
  const { option, ofGit } = makeWitness('control');
  const repository = join(folder, 'repository');
  execFileSync('git', ['init', '-q', repository]);
  const naive = `
    import { execFile, execFileSync } from 'node:child_process';
    import { readFileSync, watch } from 'node:fs';
    import { open, readFile } from 'node:fs/promises';
    import { promisify } from 'node:util';
    readFileSync('.git/HEAD');
    await readFile(process.cwd() + '/.git/config');
    await (await open('./.git/description')).close();
    watch(process.cwd() + '/.git').close();
    execFileSync('git', ['status'], { cwd: process.cwd() });
    await promisify(execFile)('git', ['log'], { cwd: process.cwd() }).catch(() => {});
  `;
  execFileSync(process.execPath, [...option.split(' '), '--input-type=module', '-e', naive], {
    cwd: repository,
  });
  const seen = ofGit().join('\n');
  for (const name of [' .git/HEAD', '/.git/config', '/.git/description', 'watch', 'git status', 'git log']) {
    expect(seen).toContain(name);
  }
});

test('the server reads no repository and runs no git, whatever a project does', async () => {
  const { option, all, ofGit } = makeWitness('server');
  await using berth = await Berth.start({ runtime: 'docker', env: { NODE_OPTIONS: option } });
  const { fs, git, project, transfer } = berth.client();
  const { id: projectId } = await project.create.mutate({ name: 'Witnessed' });
  await git.init.mutate({ projectId, gitignore: { template: 'node' } });
  await git.setIdentity.mutate({ projectId, ...author });
  await fs.create.mutate({ projectId, path: 'a.txt', content: 'one\n' });
  await git.stage.mutate({ projectId, paths: ['.'] });
  await git.commit.mutate({ projectId, message: 'Start' });
  await git.checkout.mutate({ projectId, branch: 'other', create: true });
  await fs.update.mutate({ projectId, path: 'a.txt', content: 'two\n' });
  expect(await git.status.query({ projectId })).toMatchObject({ branch: 'other' });
  expect(await git.diff.query({ projectId, path: 'a.txt' })).toMatchObject({ addedLines: 1 });
  expect((await git.branches.query({ projectId })).local).toHaveLength(2);
  expect((await git.commits.query({ projectId })).commits).toHaveLength(1);
  await git.discard.mutate({ projectId, paths: ['a.txt'] });
  await fs.list.query({ projectId, path: '.git' });
  await fs.read.query({ projectId, path: '.git/HEAD' });
  await transfer.preview.query({ projectId, include: ['vcs'] });
  const archive = await fetch(`${berth.url}/projects/${projectId}/download?include=vcs`, {
    headers: { authorization: `Bearer ${berth.token}` },
  });
  expect((await archive.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
  // The folder is looked at when a server starts, too.
  await berth.stopServer();
  await berth.startServer();
  await project.open.mutate({ projectId });
  expect(await git.status.query({ projectId })).toMatchObject({ branch: 'other' });

  // It was witnessed: it makes the project's folder, and the archive's.
  expect(all().some((line) => line.startsWith('file ') && line.includes(projectId))).toBe(true);
  expect(ofGit()).toEqual([]);
});
