import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { DownloadClient } from './support/download-client';
import { emit, TestApp } from './support/test-app';

let app: TestApp | undefined;
afterEach(async () => {
  await app?.[Symbol.asyncDispose]();
  app = undefined;
});

async function project(bytes: number, environment: Record<string, string> = {}) {
  app = await TestApp.start(environment);
  const { id } = await app.client().project.create.mutate({ name: 'Shop' });
  const folder = join(app.dataDir, 'projects', id);
  const { uid, gid } = statSync(folder);
  const piece = randomBytes(1_000_000);
  for (let index = 0; index * 1_000_000 < bytes; index += 1) {
    piece.writeUInt32LE(index);
    writeFileSync(join(folder, `${index}.bin`), piece);
  }
  execFileSync('chown', ['-R', `${uid}:${gid}`, folder]);
  const archives = () => readdirSync(join(app?.dataDir ?? '', 'archives', id));
  return { app, id, folder, archives };
}

function agentPid(dataDir: string, projectId: string): number {
  return JSON.parse(readFileSync(join(dataDir, 'run', `${projectId}.json`), 'utf8')).pid;
}

/** Kills the workspace's agent as the kernel would. */
function killAgent(dataDir: string, projectId: string): void {
  process.kill(agentPid(dataDir, projectId), 'SIGKILL');
}

/** What the server, which runs in this process, has open. */
function openFiles(): string[] {
  return readdirSync('/proc/self/fd').map((name) => {
    try {
      return readlinkSync(join('/proc/self/fd', name));
    } catch {
      return 'closed meanwhile';
    }
  });
}

it('packs again when the agent is killed while it packs', async () => {
  const { app, id, archives } = await project(80_000_000);
  const client = new DownloadClient();
  await client.start(await app.socket(), { projectId: id, encoding: 'binary' });
  await client.until(() => client.progress.some(({ archiveBytes }) => archiveBytes > 0));
  killAgent(app.dataDir, id);
  await client.finish();
  expect(client.checksum).toBe(client.header?.checksum);
  expect(archives()).toEqual([]);
});

it('goes on with the next chunk when the agent is killed while it sends', async () => {
  const { app, id, archives } = await project(40_000_000);
  const client = new DownloadClient();
  client.acknowledges = false;
  await client.start(await app.socket(), { projectId: id, encoding: 'binary' });
  await client.until(() => client.chunks.length === 32);
  killAgent(app.dataDir, id);
  client.release();
  await client.finish();
  expect(client.outOfOrder).toBe(0);
  expect(client.checksum).toBe(client.header?.checksum);
  expect(archives()).toEqual([]);
});

it('lets go of the archive when a reader that stopped leaves, and goes on when it comes back', async () => {
  const { app, id } = await project(20_000_000);
  const client = new DownloadClient();
  client.acknowledges = false;
  const socket = await app.socket();
  await client.start(socket, { projectId: id, encoding: 'binary' });
  await client.until(() => client.chunks.length === 32);
  const isOpen = () => openFiles().some((path) => path.endsWith(`${client.downloadId}.zip`));
  expect(isOpen()).toBe(true);
  socket.disconnect();
  await expect.poll(isOpen).toBe(false);
  client.acknowledges = true;
  await client.resume(await app.socket());
  await client.finish();
  expect(client.checksum).toBe(client.header?.checksum);
  expect(isOpen()).toBe(false);
});

it('packs anew after the server was stopped while it packed, and removes what was unfinished', async () => {
  const { app, id, archives } = await project(80_000_000);
  const client = new DownloadClient();
  await client.start(await app.socket(), { projectId: id, encoding: 'binary' });
  await client.until(() => client.progress.some(({ archiveBytes }) => archiveBytes > 0));
  await app.stopServer();
  writeFileSync(join(app.dataDir, 'archives', id, 'stranger.zip'), 'left by a killed server');
  await app.startServer();
  expect(archives()).not.toContain('stranger.zip');
  const next = new DownloadClient();
  next.downloadId = client.downloadId;
  await next.resume(await app.socket());
  await next.finish();
  expect(next.checksum).toBe(next.header?.checksum);
  expect(archives()).toEqual([]);
});

it('says so when the archive exceeds the quota, and keeps nothing', async () => {
  const { app, id, archives } = await project(5_000_000, { BERTH_DOWNLOAD_QUOTA_MB: '1' });
  const client = new DownloadClient();
  await client.start(await app.socket(), { projectId: id });
  await expect(client.finish()).rejects.toMatchObject({ code: 'TOO_LARGE' });
  await expect.poll(archives).toEqual([]);
});

it('removes an archive that nobody receives when its time is over', async () => {
  const { app, id, archives } = await project(8_000_000, { BERTH_DOWNLOAD_KEEP_MINUTES: '0.1' });
  const client = new DownloadClient();
  client.acknowledges = false;
  const socket = await app.socket();
  await client.start(socket, { projectId: id, encoding: 'binary' });
  await client.until(() => client.chunks.length === 32);
  expect(archives()).toHaveLength(1);
  await expect(client.finish()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(archives()).toEqual([]);
  expect((await app.client().transfer.list.query({ projectId: id })).downloads).toEqual([]);
});

it('keeps at most eight unfinished downloads a project', async () => {
  const { app, id } = await project(8_000_000);
  const socket = await app.socket();
  for (let count = 0; count < 8; count += 1) {
    expect((await emit(socket, 'download_project', { projectId: id })).ok).toBe(true);
  }
  const refused = await emit(socket, 'download_project', { projectId: id });
  expect(refused).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
});

it('reports its first progress at once on 200,000 files, and packs them all', async () => {
  const { app, id, folder } = await project(0);
  for (let index = 0; index < 200_000; index += 1) {
    if (index % 500 === 0) mkdirSync(join(folder, `d${index / 500}`));
    writeFileSync(join(folder, `d${Math.floor(index / 500)}`, `f${index}`), '');
  }
  const client = new DownloadClient();
  await client.start(await app.socket(), { projectId: id, encoding: 'binary' });
  await client.until(() => client.progress.length > 0);
  expect(client.progress[0]).toMatchObject({ phase: 'scan', files: 0 });
  await client.finish();
  expect(client.header?.fileCount).toBe(200_000);
  expect(client.checksum).toBe(client.header?.checksum);
  const archive = join(app.dataDir, 'tmp', 'archive.zip');
  writeFileSync(archive, client.bytes());
  execFileSync('unzip', ['-tqq', archive]);
}, 300_000);
