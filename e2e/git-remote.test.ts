import { randomBytes } from 'node:crypto';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { GitProject } from '../apps/server/test/support/git-project';
import { emit, errorOf, TestApp } from '../apps/server/test/support/test-app';
import { startLoopbackGitServer } from './fixtures/git-server/loopback';
import { git } from './fixtures/git-server/repositories';
import type { GitServer } from './fixtures/git-server/server';

const auth = { username: 'ada', password: 'p:ss wörd' };
let app: TestApp;
let open: GitServer;
let locked: GitServer;
let scratch: string;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'berth-remote-'));
  writeFileSync(join(scratch, 'README.md'), '# Hello\n');
  app = await TestApp.start();
  open = await startLoopbackGitServer();
  locked = await startLoopbackGitServer({ auth });
});
afterAll(async () => {
  await app?.[Symbol.asyncDispose]();
  await open?.[Symbol.asyncDispose]();
  await locked?.[Symbol.asyncDispose]();
  rmSync(scratch, { recursive: true, force: true });
});

let count = 0;
async function cloned(server: GitServer) {
  count += 1;
  const repository = await server.createRepository(`demo-${count}`, scratch);
  const created = await app
    .client()
    .project.create.mutate({ name: 'Cloned', source: { kind: 'git', url: repository.url } });
  await app.client().project.open.mutate({ projectId: created.id });
  const project = GitProject.of(app, created.id);
  project.git('config', 'user.name', 'Ada');
  project.git('config', 'user.email', 'ada@example.invalid');
  return { project, repository };
}

/** Somebody else's commit on the remote. */
async function commitElsewhere(url: string, file: string): Promise<void> {
  const folder = mkdtempSync(join(scratch, 'other-'));
  await git('clone', '--quiet', url, folder);
  writeFileSync(join(folder, file), 'theirs\n');
  await git('-C', folder, 'add', '.');
  await git('-C', folder, 'commit', '--quiet', '--message=Theirs');
  await git('-C', folder, 'push', '--quiet');
}

function commit(project: GitProject, file: string): string {
  project.write(file, 'mine\n');
  project.git('add', '.');
  project.git('commit', '--quiet', '--message=Mine');
  return project.git('rev-parse', 'HEAD').trim();
}

describe('remotes over smart HTTP', () => {
  it('clones, pushes, fetches and pulls, and reports every ref', async () => {
    const { project, repository } = await cloned(open);
    const { client, input } = project;
    expect(await project.status()).toMatchObject({
      branch: 'main',
      upstream: 'origin/main',
      ahead: 0,
      behind: 0,
    });
    expect(project.git('config', '--list')).not.toContain('berth.cloning');
    expect((await client.git.remotes.query(input)).remotes).toEqual([
      { name: 'origin', fetchUrl: repository.url, pushUrl: repository.url },
    ]);

    const hash = commit(project, 'mine.txt');
    expect((await project.status()).ahead).toBe(1);
    const pushed = await client.git.push.mutate(input);
    expect(pushed.refs).toMatchObject([
      { from: 'refs/heads/main', to: 'refs/heads/main', status: 'updated' },
    ]);
    expect((await git('-C', repository.directory, 'rev-parse', 'main')).trim()).toBe(hash);
    expect((await client.git.push.mutate(input)).refs).toMatchObject([{ status: 'up_to_date' }]);

    await commitElsewhere(repository.url, 'theirs.txt');
    expect((await client.git.fetch.mutate(input)).refs).toContainEqual(
      expect.objectContaining({ to: 'origin/main', status: 'updated' }),
    );
    expect((await project.status()).behind).toBe(1);
    const pulled = await client.git.pull.mutate(input);
    expect(pulled).toMatchObject({ upToDate: false });
    expect(readFileSync(join(project.folder, 'theirs.txt'), 'utf8')).toBe('theirs\n');
    expect(await client.git.pull.mutate(input)).toMatchObject({ upToDate: true, hash: pulled.hash });

    await client.git.checkout.mutate({ ...input, branch: 'topic', create: true });
    const published = await client.git.push.mutate({ ...input, setUpstream: true });
    expect(published.refs).toMatchObject([{ to: 'refs/heads/topic', status: 'new' }]);
    expect((await project.status()).upstream).toBe('origin/topic');

    commit(project, 'more.txt');
    const branches = await client.git.branches.query(input);
    const topic = {
      name: 'topic',
      current: true,
      upstream: 'origin/topic',
      ahead: 1,
      behind: 0,
      gone: false,
    };
    expect(branches).toMatchObject({ current: 'topic', detached: false });
    expect(branches.local).toContainEqual(
      expect.objectContaining({ ...topic, commit: expect.objectContaining({ subject: 'Mine' }) }),
    );
    const theirs = branches.remote.map(({ name, remote }) => [name, remote]).sort();
    expect(theirs).toEqual([
      ['origin/main', 'origin'],
      ['origin/topic', 'origin'],
    ]);
  });

  it('checks a remote branch out by a local one that tracks it, also where the remote has a slash in its name', async () => {
    const { project, repository } = await cloned(open);
    const { client, input } = project;
    await git('-C', repository.directory, 'branch', 'feature/x', 'main');
    await client.git.addRemote.mutate({ ...input, remote: 'up/stream', url: repository.url });
    expect((await client.git.fetch.mutate({ ...input, remote: 'up/stream' })).refs).toContainEqual(
      expect.objectContaining({ to: 'up/stream/feature/x', status: 'new' }),
    );
    await client.git.checkout.mutate({ ...input, branch: 'up/stream/feature/x' });
    expect(await project.status()).toMatchObject({ branch: 'feature/x', upstream: 'up/stream/feature/x' });
    expect(project.git('config', 'branch.feature/x.remote').trim()).toBe('up/stream');
    const { remote } = await client.git.branches.query(input);
    expect(remote.find(({ name }) => name === 'up/stream/feature/x')?.remote).toBe('up/stream');
    commit(project, 'mine.txt');
    await client.git.push.mutate({ ...input, remote: 'up/stream' });
    expect(await git('-C', repository.directory, 'log', '-1', '--format=%s', 'feature/x')).toBe('Mine\n');
  });

  it('calls a rejected push an error that says what to do, and replaces only what it has seen', async () => {
    const { project, repository } = await cloned(open);
    const { client, input } = project;
    await commitElsewhere(repository.url, 'theirs.txt');
    commit(project, 'mine.txt');
    const error = await errorOf(client.git.push.mutate(input));
    expect(error).toMatchObject({
      code: 'GIT_FAILED',
      details: {
        kind: 'rejected',
        refs: [{ to: 'refs/heads/main', status: 'rejected', reason: 'fetch first' }],
      },
    });
    expect(error.message).toContain('Pull');
    const blind = await errorOf(client.git.push.mutate({ ...input, forceWithLease: true }));
    expect(blind).toMatchObject({ details: { kind: 'rejected', refs: [{ reason: 'stale info' }] } });
    expect(await git('-C', repository.directory, 'log', '-1', '--format=%s', 'main')).toBe('Theirs\n');

    expect(await client.git.pull.mutate(input)).toMatchObject({ upToDate: false });
    expect((await client.git.push.mutate(input)).refs).toMatchObject([{ status: 'updated' }]);
  });

  it('lists the conflicts of a pull', async () => {
    const { project, repository } = await cloned(open);
    await commitElsewhere(repository.url, 'same.txt');
    commit(project, 'same.txt');
    const error = await errorOf(project.client.git.pull.mutate(project.input));
    expect(error).toMatchObject({ code: 'GIT_FAILED', details: { kind: 'conflicts', files: ['same.txt'] } });
    expect(await project.status()).toMatchObject({ operation: 'merge', conflicted: [{ path: 'same.txt' }] });
  });

  it('refuses remotes that are commands, folders or not configured', async () => {
    const { project } = await cloned(open);
    const { client, input } = project;
    for (const url of ['ext::sh -c id', 'file:///etc', '/etc', '--upload-pack=id']) {
      const error = await errorOf(client.git.addRemote.mutate({ ...input, remote: 'evil', url }));
      expect(error.code).toBe('INVALID_INPUT');
    }
    expect((await errorOf(client.git.fetch.mutate({ ...input, remote: 'nowhere' }))).code).toBe('NOT_FOUND');
    expect((await errorOf(client.git.fetch.mutate({ ...input, remote: open.url }))).code).toBe(
      'INVALID_INPUT',
    );
    await client.git.addRemote.mutate({ ...input, remote: 'second', url: open.url });
    const twice = client.git.addRemote.mutate({ ...input, remote: 'second', url: open.url });
    expect((await errorOf(twice)).code).toBe('ALREADY_EXISTS');
    await client.git.removeRemote.mutate({ ...input, remote: 'second' });
    expect((await client.git.remotes.query(input)).remotes).toHaveLength(1);
  });
});

/** Arguments and environment of every process that can be looked at. */
function processTexts(): { pid: string; text: string }[] {
  const read = (path: string): string => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  };
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .map((pid) => ({ pid, text: read(`/proc/${pid}/cmdline`) + read(`/proc/${pid}/environ`) }));
}

describe('credentials', () => {
  interface Question {
    requestId: string;
    projectId: string;
    kind: string;
    origin: string;
    operation: string;
  }

  async function lockedProject(): Promise<GitProject> {
    count += 1;
    const { url } = await locked.createRepository(`locked-${count}`, scratch);
    const project = await GitProject.create(app);
    project.git('init', '--quiet', '--initial-branch=main');
    project.git('remote', 'add', 'origin', url);
    return project;
  }

  // One that a failed test left would go on answering.
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.disconnect();
  });
  async function connect(): Promise<Socket> {
    const socket = await app.socket();
    sockets.push(socket);
    return socket;
  }

  function questions(socket: Socket): Question[] {
    const asked: Question[] = [];
    socket.on('git_credential_request', (question: Question) => asked.push(question));
    return asked;
  }

  it('fail at once when nobody offered to answer, also for a client that listens to the project', async () => {
    const project = await lockedProject();
    const socket = await connect();
    await emit(socket, 'project_subscribe', project.input);
    const error = await errorOf(project.client.git.fetch.mutate(project.input));
    expect(error).toMatchObject({ code: 'GIT_AUTH_REQUIRED' });
  });

  it('ask one question an operation, remember on request, and leave the secret nowhere', async () => {
    const project = await lockedProject();
    const { client, input } = project;
    const socket = await connect();
    const asked = questions(socket);
    await emit(socket, 'git_credential_offer', {});
    socket.on('git_credential_request', (question: Question) => {
      const { requestId, projectId } = question;
      const { username, password: secret } = auth;
      void emit(socket, 'git_credential_answer', { requestId, projectId, username, secret, remember: true });
    });
    await client.git.fetch.mutate(input);
    expect(asked).toMatchObject([
      { projectId: project.id, operation: 'git.fetch', kind: 'login', origin: locked.url },
    ]);
    await client.git.pull.mutate(input);
    expect(asked).toHaveLength(1);
    expect(readFileSync(join(project.folder, 'README.md'), 'utf8')).toBe('# Hello\n');
    const config = readFileSync(join(project.folder, '.git', 'config'), 'utf8');
    const log = readFileSync(join(app.dataDir, 'run', project.id, 'agent.log'), 'utf8');
    for (const text of [config, log]) expect(text).not.toContain(auth.password);
  });

  it('leave the secret in no argument, no environment and no file of Berth while git uses it', async () => {
    await using slow = await startLoopbackGitServer({ auth, bytesPerSecond: 50_000 });
    const big = mkdtempSync(join(scratch, 'big-'));
    for (let index = 0; index < 150; index += 1) writeFileSync(join(big, `${index}`), randomBytes(8_000));
    const { url } = await slow.createRepository('secret', big);
    const project = await GitProject.create(app);
    project.git('init', '--quiet', '--initial-branch=main');
    project.git('remote', 'add', 'origin', url);
    const socket = await connect();
    await emit(socket, 'git_credential_offer', {});
    socket.on('git_credential_request', ({ requestId, projectId }: Question) => {
      const { username, password: secret } = auth;
      void emit(socket, 'git_credential_answer', { requestId, projectId, username, secret, remember: true });
    });
    await emit(socket, 'project_subscribe', project.input);
    const transferring = new Promise<void>((resolve) => {
      socket.on('git_progress', ({ message }: { message: string }) => {
        if (message.startsWith('Receiving objects')) resolve();
      });
    });
    const abort = new AbortController();
    const fetch = project.client.git.fetch.mutate(project.input, { signal: abort.signal });
    await Promise.race([transferring, fetch]);
    const secrets = [auth.password, encodeURIComponent(auth.password)];
    const seen = processTexts().filter(({ text }) => secrets.some((secret) => text.includes(secret)));
    // The control: the git server was given the password by its environment, and is found by it.
    expect(seen).not.toEqual([]);
    expect(seen.filter(({ text }) => !text.includes('GIT_SERVER_AUTH='))).toEqual([]);
    for (const path of readdirSync(app.dataDir, { recursive: true, encoding: 'utf8' })) {
      const file = join(app.dataDir, path);
      if (!lstatSync(file).isFile()) continue;
      const content = readFileSync(file, 'utf8');
      for (const secret of secrets) expect(content.includes(secret), path).toBe(false);
    }
    abort.abort();
    await expect(fetch).rejects.toThrow();
  });

  it('end the operation when the person cancels, or answers wrongly', async () => {
    const project = await lockedProject();
    const socket = await connect();
    await emit(socket, 'git_credential_offer', { projectId: project.id });
    let answer: { cancel: true } | { username: string; secret: string } = { cancel: true };
    socket.on('git_credential_request', ({ requestId, projectId }: Question) => {
      void emit(socket, 'git_credential_answer', { requestId, projectId, ...answer });
    });
    const fetch = () => errorOf(project.client.git.fetch.mutate(project.input));
    expect(await fetch()).toMatchObject({ code: 'GIT_AUTH_REQUIRED', details: { kind: 'cancelled' } });
    answer = { username: 'ada', secret: 'wrong' };
    expect(await fetch()).toMatchObject({ code: 'GIT_AUTH_REQUIRED', details: { kind: 'unauthorised' } });
  });

  it('are asked for while a new project is cloned', async () => {
    const { url } = await locked.createRepository(`private-${++count}`, scratch);
    const socket = await connect();
    await emit(socket, 'git_credential_offer', {});
    socket.on('git_credential_request', ({ requestId, projectId }: Question) => {
      const { username, password: secret } = auth;
      void emit(socket, 'git_credential_answer', { requestId, projectId, username, secret });
    });
    const { id } = await app.client().project.create.mutate({ name: 'P', source: { kind: 'git', url } });
    expect(await app.client().project.open.mutate({ projectId: id })).toMatchObject({ status: 'running' });
  });
});
