import { chmodSync, chownSync, lstatSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { containerOf, describeDocker, leftOf, runIn, startDockerApp } from './support/engine';
import type { TestApp } from './support/test-app';

describeDocker('a container workspace', () => {
  let app: TestApp;
  let projectId: string;
  let container: Docker.Container;
  const shell = (script: string) => runIn(container, ['sh', '-c', script]);

  beforeAll(async () => {
    app = await startDockerApp({
      BERTH_WORKSPACE_MEMORY_MB: '512',
      BERTH_WORKSPACE_CPUS: '1.5',
      BERTH_WORKSPACE_PIDS: '200',
    });
    projectId = (await app.client().project.create.mutate({ name: 'Harbour café' })).id;
    container = await containerOf(projectId);
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it('has no capability and no way to gain one', async () => {
    const status = (await shell('cat /proc/self/status')).output;
    for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb']) {
      expect(status).toMatch(new RegExp(`^${set}:\\s+0{16}$`, 'm'));
    }
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
    const become = await shell('python3 -c "import os; os.setuid(0)"');
    expect(become).toMatchObject({ exitCode: 1, output: expect.stringContaining('PermissionError') });
  });

  it('runs under an init with the configured limits, on a network of its own, without the engine’s socket', async () => {
    const { HostConfig, NetworkSettings, Mounts, Config } = await container.inspect();
    expect(HostConfig).toMatchObject({
      Init: true,
      Privileged: false,
      Memory: 512 * 1024 * 1024,
      MemorySwap: 512 * 1024 * 1024,
      NanoCpus: 1.5e9,
      PidsLimit: 200,
    });
    const name = `berth-${readFileSync(join(app.dataDir, 'instance'), 'utf8').trim()}-${projectId}`;
    expect(Object.keys(NetworkSettings.Networks)).toEqual([name]);
    expect((await container.inspect()).Name).toBe(`/${name}`);
    expect(Mounts.map((mount) => mount.Source).join(' ')).not.toContain('docker.sock');
    expect((await shell('test -e /var/run/docker.sock')).exitCode).toBe(1);
    expect((await shell('cat /proc/1/comm')).output).toBe('docker-init');
    expect(Config.Env.join('\n')).not.toContain(app.app.token);
  });

  it('has a named user, a home that is its own, and the project’s name in the prompt', async () => {
    const { uid } = statSync(app.folder(projectId));
    const { output } = await shell('id -u; whoami; hostname; echo $HOME; pwd; touch ~/kept && ls ~');
    const name = (await shell(`getent passwd ${uid} | cut -d: -f1`)).output;
    expect(name).not.toBe('');
    expect(output.split('\n')).toEqual([`${uid}`, name, 'harbour-caf', '/home/berth', '/workspace', 'kept']);
    expect(readdirSync(join(app.dataDir, 'homes', projectId))).toEqual(['kept']);
  });

  it('cannot change what it runs from', async () => {
    for (const path of ['/opt/berth/agent/agent.cjs', '/opt/berth/node', '/opt/berth/agent/new']) {
      expect((await shell(`echo x >> ${path}`)).exitCode).not.toBe(0);
    }
  });

  it('owns every file with one ordinary uid, whoever wrote it, and git trusts the folder', async () => {
    const folder = app.folder(projectId);
    const { uid } = statSync(folder);
    expect(uid).not.toBe(0);
    const { fs, git } = app.client();
    await fs.create.mutate({ projectId, path: 'ui.txt', content: 'ui' });
    await fs.mkdir.mutate({ projectId, path: 'made' });
    await fs.copy.mutate({ projectId, from: 'ui.txt', to: 'made/copy.txt' });
    await git.init.mutate({ projectId });
    await git.stage.mutate({ projectId, paths: ['ui.txt'] });
    const author = { name: 'T', email: 't@example.invalid' };
    await git.commit.mutate({ projectId, message: 'first', author });
    const terminal =
      'echo terminal > terminal.txt && mkdir deep && cp /bin/true deep/tool && chmod u+s deep/tool && git add -A && git status --short';
    const status = await shell(terminal);
    expect(status.exitCode).toBe(0);
    expect(status.output).not.toContain('dubious');
    expect(await git.status.query({ projectId })).toMatchObject({ isRepository: true });
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(names).toEqual(expect.arrayContaining(['made/copy.txt', 'deep/tool', '.git/HEAD']));
    const owners = names.map((name) => lstatSync(join(folder, name)).uid);
    expect(new Set(owners)).toEqual(new Set([uid]));
  });

  it.skipIf(process.getuid?.() !== 0)('would be refused by git in a folder of another user', async () => {
    const folder = app.folder(projectId);
    const { uid, gid } = statSync(folder);
    chownSync(folder, uid + 1, gid + 1);
    chmodSync(folder, 0o755);
    try {
      expect((await shell('git status')).output).toContain('dubious ownership');
    } finally {
      chownSync(folder, uid, gid);
      chmodSync(folder, 0o700);
    }
  });

  it('leaves nothing in the engine when it is stopped, and keeps its files', async () => {
    writeFileSync(join(app.folder(projectId), 'kept.txt'), 'kept');
    await app.client().project.stop.mutate({ projectId });
    expect(await leftOf(projectId)).toEqual({ containers: [], networks: [] });
    await app.client().project.open.mutate({ projectId });
    const read = await app.client().fs.read.query({ projectId, path: 'kept.txt' });
    expect(read.content).toBe('kept');
    expect(readdirSync(join(app.dataDir, 'homes', projectId))).toEqual(['kept']);
  });
});
