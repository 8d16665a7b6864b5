import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProjectProgress } from '@berth/protocol/project';
import type Docker from 'dockerode';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDocker, docker, leftOf, startDockerApp, testImage } from './support/engine';
import type { TestApp } from './support/test-app';
import { untilProject } from './support/wait';

/** Takes connections, says so, and never answers. */
const SILENT = [
  'import socket',
  "server = socket.create_server(('', 80))",
  "held = [(server.accept(), print('asked', flush=True)) for _ in range(9)]",
].join('; ');

describeDocker('a clone in a container', () => {
  const served = mkdtempSync(join(tmpdir(), 'berth-served-'));
  const host = `git-${randomBytes(4).toString('hex')}`;
  const servers: Docker.Container[] = [];
  let app: TestApp;
  let socket: Socket;

  beforeAll(async () => {
    makeRepository(served);
    app = await startDockerApp();
    socket = await app.socket();
  });
  afterAll(async () => {
    for (const server of servers) await server.remove({ force: true });
    // A starting server removes the networks that these kept from being removed.
    await app.stopServer();
    await app.startServer();
    await app[Symbol.asyncDispose]();
    rmSync(served, { recursive: true });
  });

  const status = (projectId: string, wanted: string) =>
    untilProject({ app, socket }, projectId, (project) => project.status === wanted);

  /** A program in a container on the project's network, under `host`; its network exists before the project runs. */
  async function serve(projectId: string, command: string[]): Promise<NodeJS.ReadableStream> {
    const instance = readFileSync(join(app.dataDir, 'instance'), 'utf8').trim();
    const network = `berth-${instance}-${projectId}`;
    const labels = { 'berth.instance': instance, 'berth.project': projectId };
    await docker.createNetwork({ Name: network, CheckDuplicate: true, Labels: labels });
    const server = await docker.createContainer({
      Image: testImage,
      Cmd: command,
      WorkingDir: '/srv',
      Tty: true,
      HostConfig: {
        NetworkMode: network,
        Init: true,
        Mounts: [{ Type: 'bind', Source: served, Target: '/srv', ReadOnly: true }],
      },
      NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: [host] } } },
    });
    servers.push(server);
    await server.start();
    return server.logs({ follow: true, stdout: true });
  }

  async function createUnreachable(name: string): Promise<string> {
    const source = { kind: 'git' as const, url: `http://${host}/repository.git` };
    const { id } = await app.client().project.create.mutate({ name, source });
    const failed = await status(id, 'failed');
    expect(failed.error?.message).toContain('cannot be reached');
    expect(readdirSync(app.folder(id))).toEqual([]);
    return id;
  }

  const untilAsked = (log: NodeJS.ReadableStream) =>
    new Promise<void>((resolve) => {
      log.on('data', (text) => `${text}`.includes('asked') && resolve());
    });

  it('that failed is done by opening the project again, with progress', async () => {
    const projectId = await createUnreachable('Retried');
    await serve(projectId, ['python3', '-m', 'http.server', '80']);
    const seen: ProjectProgress[] = [];
    socket.on('project_progress', (progress: ProjectProgress) => seen.push(progress));
    await expect
      .poll(
        async () =>
          (
            await app
              .client()
              .project.open.mutate({ projectId })
              .catch(() => undefined)
          )?.status,
      )
      .toBe('running');
    const isToldOf = ({ projectId: id, phase }: ProjectProgress) => id === projectId && phase === 'clone';
    await expect.poll(() => seen.some(isToldOf)).toBe(true);
    const folder = app.folder(projectId);
    expect(readFileSync(join(folder, 'hello.txt'), 'utf8')).toBe('hello\n');
    const { uid } = statSync(folder);
    expect(uid).not.toBe(0);
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      expect(statSync(join(folder, name)).uid).toBe(uid);
    }
  });

  it('is given up by stopping the project, and leaves the folder empty', async () => {
    const projectId = await createUnreachable('Cancelled');
    const asked = untilAsked(await serve(projectId, ['python3', '-c', SILENT]));
    const opened = app.client().project.open.mutate({ projectId });
    opened.catch(() => {});
    await asked;
    await app.client().project.stop.mutate({ projectId });
    await expect(opened).rejects.toThrow('cancelled');
    expect(app.app.services.projects.get(projectId)).toMatchObject({ status: 'stopped', error: null });
    expect(readdirSync(app.folder(projectId))).toEqual([]);
    expect((await leftOf(projectId)).containers).toEqual([]);
  });

  it('that the server’s end interrupted is offered again, not taken for a project', async () => {
    const projectId = await createUnreachable('Interrupted');
    const asked = untilAsked(await serve(projectId, ['python3', '-c', SILENT]));
    app
      .client()
      .project.open.mutate({ projectId })
      .catch(() => {});
    await asked;
    await app.stopServer();
    await app.startServer();
    socket = await app.socket();
    await status(projectId, 'stopped');
    await expect.poll(async () => (await leftOf(projectId)).containers).toEqual([]);
    expect(app.app.services.projects.get(projectId).status).toBe('stopped');
  });
});

/** A bare repository that plain HTTP can serve. */
function makeRepository(root: string): void {
  const work = join(root, 'work');
  const bare = join(root, 'repository.git');
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.invalid', ...args], { cwd: root });
  mkdirSync(work);
  git('init', '-q', '-b', 'main', work);
  writeFileSync(join(work, 'hello.txt'), 'hello\n');
  git('-C', work, 'add', '-A');
  git('-C', work, 'commit', '-q', '-m', 'first');
  git('clone', '-q', '--bare', work, bare);
  git('-C', bare, 'update-server-info');
}
