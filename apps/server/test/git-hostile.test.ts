import { appendFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GitProject } from './support/git-project';
import { errorOf, TestApp } from './support/test-app';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app[Symbol.asyncDispose]());

/** What each trap does when git runs it: it leaves a file behind. Filters pass their input on. */
const TRAP = '#!/bin/sh\ntouch "$BITTEN"\nexec cat\n';

/** For what talks to a remote: it says nothing and ends, where both sides would otherwise wait for the other. */
const HANG_UP = '#!/bin/sh\ntouch "$BITTEN"\n';

interface Trap {
  name: string;
  /** The trap itself, where it is not `TRAP`. */
  script?: string;
  set(project: GitProject, command: string): void;
  /** The naive git command that the trap bites. */
  naive: string[];
}

const setting =
  (key: string) =>
  (project: GitProject, command: string): void =>
    void project.git('config', key, command);

const withAttributes =
  (attribute: string, key: string) =>
  (project: GitProject, command: string): void => {
    project.write('.gitattributes', `*.txt ${attribute}\n`);
    project.git('config', key, command);
  };

const traps: Trap[] = [
  { name: 'core.fsmonitor', set: setting('core.fsmonitor'), naive: ['status'] },
  { name: 'a clean filter', set: withAttributes('filter=x', 'filter.x.clean'), naive: ['add', 'a.txt'] },
  {
    name: 'a filter whose name has an end of line to JavaScript',
    set: withAttributes('filter=x\u2028y', 'filter.x\u2028y.clean'),
    naive: ['add', 'a.txt'],
  },
  { name: 'a filter process', set: withAttributes('filter=x', 'filter.x.process'), naive: ['add', 'a.txt'] },
  { name: 'diff.external', set: setting('diff.external'), naive: ['diff', '--', 'a.txt'] },
  { name: 'a textconv', set: withAttributes('diff=x', 'diff.x.textconv'), naive: ['diff', '--', 'a.txt'] },
  { name: 'a diff command', set: withAttributes('diff=x', 'diff.x.command'), naive: ['diff', '--', 'a.txt'] },
  {
    name: 'an included file',
    set(project, command) {
      project.write('included', `[core]\n\tfsmonitor = ${command}\n`);
      project.git('config', 'include.path', '../included');
    },
    naive: ['status'],
  },
  {
    name: 'a hook',
    set: (project) => project.write('.git/hooks/pre-commit', TRAP, 0o755),
    naive: ['commit', '--allow-empty', '--message=x'],
  },
  {
    name: 'core.hooksPath',
    set(project) {
      project.write('hooks/post-index-change', TRAP, 0o755);
      project.git('config', 'core.hooksPath', 'hooks');
    },
    naive: ['add', 'a.txt'],
  },
  {
    name: 'settings of a submodule',
    set(project, command) {
      project.git('init', '--quiet', 'sub');
      project.git(
        '-C',
        'sub',
        '-c',
        'user.name=x',
        '-c',
        'user.email=x',
        'commit',
        '--allow-empty',
        '--message=x',
      );
      project.git('add', 'sub');
      project.write('sub/new', '');
      project.git('-C', 'sub', 'config', 'core.fsmonitor', command);
    },
    naive: ['status'],
  },
  {
    name: 'a merge driver',
    set(project, command) {
      project.git('config', 'merge.x.driver', command);
      for (const [branch, ...options] of [['main'], ['side', '--create'], ['main']]) {
        project.git('switch', '--quiet', ...options, branch ?? '');
        project.write('b.txt', `${branch} ${Math.random()}\n`);
        project.write('.gitattributes', 'b.txt merge=x\n');
        project.git('add', 'b.txt', '.gitattributes');
        project.git('commit', '--quiet', '--message=x', '--', 'b.txt', '.gitattributes');
      }
    },
    naive: ['merge', 'side'],
  },
  {
    name: 'core.sshCommand',
    script: HANG_UP,
    set(project, command) {
      project.git('remote', 'add', 'origin', 'ssh://127.0.0.1/x');
      project.git('config', 'core.sshCommand', command);
    },
    naive: ['fetch', 'origin'],
  },
  {
    name: 'a remote that is a command',
    script: HANG_UP,
    set(project, command) {
      project.git('remote', 'add', 'origin', `ext::${command}`);
      project.git('config', 'protocol.ext.allow', 'always');
    },
    naive: ['fetch', 'origin'],
  },
  {
    name: 'an address that is rewritten to a command',
    script: HANG_UP,
    set(project, command) {
      project.git('remote', 'add', 'origin', 'https://127.0.0.1/x');
      project.git('config', `url.ext::${command}.insteadOf`, 'https://127.0.0.1/x');
      project.git('config', 'protocol.ext.allow', 'always');
    },
    naive: ['fetch', 'origin'],
  },
  {
    name: 'the program of a remote',
    script: HANG_UP,
    set(project, command) {
      project.git('remote', 'add', 'origin', project.folder);
      project.git('config', 'remote.origin.uploadpack', command);
    },
    naive: ['fetch', 'origin'],
  },
  { name: 'core.editor', set: setting('core.editor'), naive: ['commit', '--allow-empty'] },
  {
    name: 'gpg.program',
    set(project, command) {
      project.git('config', 'gpg.program', command);
      project.git('config', 'commit.gpgSign', 'true');
    },
    naive: ['commit', '--allow-empty', '--message=x'],
  },
];

describe('a repository nobody vetted, where the workspace is the host', () => {
  let project: GitProject;
  let bitten: string;

  beforeEach(async () => {
    project = await GitProject.withCommit(app);
    bitten = join(project.folder, 'bitten');
    // Same size and time would let git trust what it knows of the file.
    project.write('a.txt', 'one\nTWO\nthree\nfour\n');
  });

  it.each(traps)(
    'runs nothing through $name until the project is trusted',
    async ({ script = TRAP, set, naive }) => {
      project.write('trap.sh', script.replace('$BITTEN', bitten), 0o755);
      set(project, join(project.folder, 'trap.sh'));
      const { client, input } = project;
      const reads = [
        () => client.git.status.query(input),
        () => client.git.diff.query({ ...input, path: 'a.txt' }),
        () => client.git.commits.query(input),
        () => client.git.branches.query(input),
        () => client.git.file.query({ ...input, path: 'a.txt', version: 'index' }),
        () => client.git.stashes.query(input),
      ];
      for (const read of reads) await read();
      expect(existsSync(bitten)).toBe(false);
      for (const change of [
        () => client.git.stage.mutate({ ...input, paths: ['.'] }),
        () => client.git.commit.mutate({ ...input, message: 'x' }),
        () => client.git.checkout.mutate({ ...input, branch: 'other', create: true }),
        () => client.git.discard.mutate({ ...input, paths: ['a.txt'] }),
        () => client.git.stash.mutate(input),
        () => client.git.merge.mutate({ ...input, branch: 'HEAD' }),
        () => client.git.fetch.mutate(input),
        () => client.git.pull.mutate(input),
        () => client.git.push.mutate(input),
      ]) {
        const error = await errorOf(change());
        expect(error).toMatchObject({ code: 'GIT_FAILED', details: { kind: 'untrusted' } });
      }
      expect(existsSync(bitten)).toBe(false);

      // The control: naive git is bitten by this very trap.
      try {
        project.gitWith({ BITTEN: bitten }, ...naive);
      } catch {
        // Some traps make git fail as well.
      }
      expect(existsSync(bitten)).toBe(true);
      rmSync(bitten);

      await client.git.trust.mutate(input);
      expect((await project.status()).untrusted).toEqual([]);
    },
  );

  it('looks at nothing where a filter’s name cannot be said again, until the project is trusted', async () => {
    const { client, input } = project;
    project.write('trap.sh', TRAP.replace('$BITTEN', bitten), 0o755);
    const command = join(project.folder, 'trap.sh');
    appendFileSync(
      join(project.folder, '.git/config'),
      Buffer.from(`[filter "\xff"]\n\tclean = ${command}\n`, 'latin1'),
    );
    writeFileSync(join(project.folder, '.gitattributes'), Buffer.from('*.txt filter=\xff\n', 'latin1'));
    for (const look of [
      () => client.git.status.query(input),
      () => client.git.diff.query({ ...input, path: 'a.txt' }),
      () => client.git.stage.mutate({ ...input, paths: ['a.txt'] }),
    ]) {
      expect(await errorOf(look())).toMatchObject({ code: 'GIT_FAILED', details: { kind: 'untrusted' } });
    }
    expect(existsSync(bitten)).toBe(false);
    project.git('add', 'a.txt');
    expect(existsSync(bitten)).toBe(true);
    await client.git.trust.mutate(input);
    expect((await project.status()).untrusted).toEqual([]);
  });

  it('asks for no trust where nothing runs, and keeps trust over a restart', async () => {
    expect((await project.status()).untrusted).toEqual([]);
    await project.client.git.stage.mutate({ ...project.input, paths: ['.'] });
    project.git('config', 'core.sshCommand', 'id');
    expect((await project.status()).untrusted).toEqual([{ setting: 'core.sshcommand', value: 'id' }]);
    await project.client.git.trust.mutate(project.input);
    await project.client.project.stop.mutate({ projectId: project.id });
    await project.client.project.open.mutate({ projectId: project.id });
    expect((await project.status()).untrusted).toEqual([]);
  });

  it('cannot trust itself from inside of the project', async () => {
    project.git('config', 'core.sshCommand', 'id');
    project.write('git-trusted', '');
    project.write('.git/git-trusted', '');
    expect((await project.status()).untrusted).toHaveLength(1);
  });
});

describe('values that look like options, patterns or ways out', () => {
  const injected = [
    '--upload-pack=touch bitten',
    '-c core.fsmonitor=touch',
    '--output=bitten',
    '--',
    ':(top)*',
    '*',
    '../outside',
    '/etc/passwd',
    'a\0b',
    '$(touch bitten)',
    'HEAD:a.txt',
    'ext::sh -c "touch bitten"',
  ];

  it.each(injected)('%j is a name at most, in every string parameter', async (value) => {
    const project = await GitProject.withCommit(app);
    project.write('a.txt', 'changed\n');
    project.write('b.txt', 'new\n');
    const { client, input } = project;
    const { git } = client;
    project.write('.gitignore', 'mine\n');
    const head = project.git('rev-parse', 'HEAD').trim();
    const before = project.git('status', '--porcelain');
    const calls = [
      git.diff.query({ ...input, path: value }),
      git.diff.query({ ...input, path: 'a.txt', oldPath: value, staged: true }),
      git.file.query({ ...input, path: value, version: 'HEAD' }),
      git.stage.mutate({ ...input, paths: [value] }),
      git.unstage.mutate({ ...input, paths: [value] }),
      git.discard.mutate({ ...input, paths: [value] }),
      git.hunks.mutate({ ...input, path: value, action: 'discard', hunks: [0], etag: '' }),
      git.checkout.mutate({ ...input, branch: value }),
      git.createBranch.mutate({ ...input, branch: 'ok', from: value }),
      git.renameBranch.mutate({ ...input, branch: value, to: 'x' }),
      git.deleteBranch.mutate({ ...input, branch: value, force: true }),
      git.merge.mutate({ ...input, branch: value }),
      git.resolve.mutate({ ...input, path: value, take: 'ours' }),
      git.commits.query({ ...input, revision: value }),
      git.commits.query({ ...input, cursor: value }),
      git.commits.query({ ...input, message: value }),
      git.commits.query({ ...input, author: value }),
      git.commits.query({ ...input, path: value }),
      git.addRemote.mutate({ ...input, remote: 'x', url: value }),
      git.addRemote.mutate({ ...input, remote: value, url: 'https://127.0.0.1/x' }),
      git.removeRemote.mutate({ ...input, remote: value }),
      git.push.mutate({ ...input, remote: value }),
      git.push.mutate({ ...input, branch: value }),
      git.pull.mutate({ ...input, remote: value }),
      git.fetch.mutate({ ...input, remote: value }),
      git.file.query({ ...input, path: 'a.txt', version: value }),
      git.hunks.mutate({ ...input, path: 'a.txt', action: 'discard', hunks: [0], etag: value }),
      git.checkout.mutate({ ...input, branch: value, create: true }),
      git.checkout.mutate({ ...input, branch: 'made', create: true, from: value }),
      git.createBranch.mutate({ ...input, branch: value }),
      git.renameBranch.mutate({ ...input, branch: 'main', to: value }),
      git.commitDetails.query({ ...input, hash: value }),
      git.commitDiff.query({ ...input, hash: value, path: 'a.txt' }),
      git.commitDiff.query({ ...input, hash: head, path: value }),
      git.commitDiff.query({ ...input, hash: head, path: 'a.txt', oldPath: value }),
      git.stashPop.mutate({ ...input, index: 0, hash: value }),
      git.stashDrop.mutate({ ...input, index: 0, hash: value }),
      git.setIdentity.mutate({ ...input, name: value, email: 'x@example.invalid' }),
      git.setIdentity.mutate({ ...input, name: 'x', email: value }),
      git.commit.mutate({ ...input, message: value }),
      git.commit.mutate({ ...input, message: 'x', author: { name: value, email: value } }),
      git.init.mutate({ ...input, gitignore: { content: value } }),
    ];
    const answers = await Promise.allSettled(calls);
    // By itself: what is stashed would be missing for the others.
    const stashed = git.stash.mutate({ ...input, message: value });
    answers.push(
      ...(await Promise.allSettled([stashed.then(() => git.stashPop.mutate({ ...input, index: 0 }))])),
    );
    for (const answer of answers) {
      if (answer.status === 'fulfilled') continue;
      const error = await errorOf(Promise.reject(answer.reason));
      expect(error.code).not.toBe('INTERNAL');
    }
    expect(existsSync(join(project.folder, 'bitten'))).toBe(false);
    expect(project.git('status', '--porcelain')).toBe(before);
    expect(project.git('branch', '--format=%(refname:short)').split('\n')).not.toContain(value);
  });

  it('has a control: naive git takes a value for an option and a pattern', async () => {
    const project = await GitProject.withCommit(app);
    project.write('b.txt', 'new\n');
    project.git('diff', '--output=bitten', 'HEAD');
    expect(existsSync(join(project.folder, 'bitten'))).toBe(true);
    project.git('add', ':(top)*');
    expect(project.git('diff', '--cached', '--name-only')).toContain('b.txt');
  });
});
