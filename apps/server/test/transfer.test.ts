import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { DownloadClient } from './support/download-client';
import { type DownloadRequest, filledProject, finishedDownload } from './support/finished-download';
import { emit, TestApp } from './support/test-app';
import { describeTree, unpack } from './support/unpack';

/** Only root can make a device. */
const isRoot = process.getuid?.() === 0;
let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app[Symbol.asyncDispose]());

const project = (fill: (folder: string) => void) => filledProject(app, fill);
const download = (request: DownloadRequest) => finishedDownload(app, request);

/** Files that downloads left in the data directory. */
function leftovers(projectId: string): string[] {
  return readdirSync(join(app.dataDir, 'archives', projectId));
}

describe('a download over the socket', () => {
  it('follows the contract and restores every byte, mode and time of this repository', async () => {
    const repository = join(dirname(createRequire(import.meta.url).resolve('../package.json')), '../..');
    const { projectId, folder } = await project((to) => {
      const files = execFileSync('git', ['ls-files', '-z'], { cwd: repository, encoding: 'utf8' });
      for (const file of files.split('\0').filter(Boolean)) {
        cpSync(join(repository, file), join(to, file), { preserveTimestamps: true, recursive: true });
      }
      mkdirSync(join(to, 'node_modules/left-pad'), { recursive: true });
      writeFileSync(join(to, 'node_modules/left-pad/index.js'), 'x');
    });
    const client = await download({ projectId });
    const bytes = client.bytes();
    const total = Math.ceil(bytes.length / 65_536);
    expect(client.header).toMatchObject({
      downloadId: client.downloadId,
      name: 'Shop.zip',
      totalBytes: bytes.length,
      checksum: client.checksum,
      chunkSize: 65_536,
      totalChunks: total,
      version: '1.0',
    });
    expect(client.complete).toMatchObject({
      totalChunks: total,
      totalBytes: bytes.length,
      checksum: client.checksum,
    });
    expect(client.outOfOrder).toBe(0);
    expect(client.progress[0]).toMatchObject({ phase: 'scan' });
    expect(client.progress.at(-1)).toMatchObject({ phase: 'archive', files: client.header?.fileCount });
    expect(client.header?.excluded).toMatchObject([
      { group: 'dependencies', entries: 1, paths: ['node_modules'] },
    ]);
    const expected = describeTree(folder, (path) => path === 'node_modules');
    expect(describeTree(unpack(bytes))).toEqual(expected);
    expect(leftovers(projectId)).toEqual([]);
  });

  it('gives the same bytes for the same tree, as base64 and raw', async () => {
    const { projectId } = await project((folder) =>
      writeFileSync(join(folder, 'a.bin'), randomBytes(300_000)),
    );
    const first = await download({ projectId, encoding: 'binary' });
    const second = await download({ projectId });
    expect(second.checksum).toBe(first.checksum);
    expect(first.header?.totalChunks).toBe(5);
  });

  it('packs an empty project as an archive without entries', async () => {
    const { projectId } = await project(() => {});
    const client = await download({ projectId });
    expect(client.header).toMatchObject({ fileCount: 0, totalBytes: 22, totalChunks: 1 });
    expect(unpack(client.bytes())).toBeTruthy();
  });

  it('sends no more than the window ahead of the acknowledgements, and goes on when they come', async () => {
    const { projectId } = await project((folder) =>
      writeFileSync(join(folder, 'a.bin'), randomBytes(8_000_000)),
    );
    const client = new DownloadClient();
    client.acknowledges = false;
    await client.start(await app.socket(), { projectId, encoding: 'binary' });
    await client.until(() => client.chunks.length === 32);
    // A round trip after the window was full: anything more would have come before its answer.
    await emit(await app.socket(), 'project_subscribe', { projectId });
    expect(client.chunks.length).toBe(32);
    client.release();
    await client.finish();
    expect(client.checksum).toBe(client.header?.checksum);
  });

  it('continues on another socket and after the server was restarted, with the same checksum', async () => {
    const { projectId } = await project((folder) =>
      writeFileSync(join(folder, 'a.bin'), randomBytes(8_000_000)),
    );
    const client = new DownloadClient();
    client.acknowledges = false;
    const socket = await app.socket();
    await client.start(socket, { projectId });
    await client.until(() => client.chunks.length === 32);
    socket.disconnect();
    client.release();
    client.acknowledges = false;
    await client.resume(await app.socket());
    await client.until(() => client.chunks.length === 64);
    await app.stopServer();
    await app.startServer();
    client.acknowledges = true;
    const next = new DownloadClient();
    next.downloadId = client.downloadId;
    next.chunks.push(...client.chunks);
    await next.resume(await app.socket());
    await next.finish();
    expect(next.outOfOrder).toBe(0);
    expect(next.checksum).toBe(client.header?.checksum);
    expect(leftovers(projectId)).toEqual([]);
  });

  it('frees everything when it is cancelled, while it packs and while it sends', async () => {
    const { projectId } = await project((folder) =>
      writeFileSync(join(folder, 'a.bin'), randomBytes(60_000_000)),
    );
    const socket = await app.socket();
    const packing = new DownloadClient();
    await packing.start(socket, { projectId });
    await packing.until(() => packing.progress.some(({ archiveBytes }) => archiveBytes > 0));
    expect(await emit(socket, 'download_cancel', { downloadId: packing.downloadId })).toEqual({ ok: true });
    expect(leftovers(projectId)).toEqual([]);
    const sending = new DownloadClient();
    sending.acknowledges = false;
    await sending.start(socket, { projectId, encoding: 'binary' });
    await sending.until(() => sending.chunks.length === 32);
    await emit(socket, 'download_cancel', { downloadId: sending.downloadId });
    expect(leftovers(projectId)).toEqual([]);
    const answer = await emit(socket, 'download_resume', { downloadId: sending.downloadId, chunkIndex: 1 });
    expect(answer).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  });

  it('refuses what is not a folder of the project before it promises anything', async () => {
    const { projectId } = await project((folder) => {
      writeFileSync(join(folder, 'a.txt'), 'a');
      symlinkSync('/etc', join(folder, 'out'));
    });
    const ask = async (path: string) => {
      const answer = await emit(await app.socket(), 'download_project', { projectId, path });
      return answer.ok ? 'ok' : answer.error.code;
    };
    expect(await ask('nowhere')).toBe('NOT_FOUND');
    expect(await ask('../..')).toBe('PATH_OUTSIDE_PROJECT');
    expect(await ask('a.txt')).toBe('INVALID_INPUT');
    const client = new DownloadClient();
    await expect(
      client.start(await app.socket(), { projectId, path: 'out' }).then(() => client.finish()),
    ).rejects.toMatchObject({ code: 'PATH_OUTSIDE_PROJECT' });
  });
});

describe('a hostile tree', () => {
  it('packs what can be packed, lists what cannot, and restores names that are no text', async () => {
    const { projectId, folder } = await project((to) => {
      mkdirSync(join(to, 'sub/empty'), { recursive: true });
      const names = [
        'a\\b',
        'c:x',
        ' lead',
        'new\nline',
        '-rf',
        'ünï',
        '日本',
        '%s',
        'x'.repeat(255),
        'sub/..z',
      ];
      for (const name of names) writeFileSync(join(to, name), name);
      writeFileSync(Buffer.concat([Buffer.from(`${to}/`), Buffer.from([0x62, 0xe9, 0xfe])]), 'bytes');
      writeFileSync(join(to, 'build'), 'a file called build');
      writeFileSync(join(to, 'package.json'), '{}');
      writeFileSync(join(to, 'pnpm-lock.yaml'), 'lock');
      writeFileSync(join(to, 'yarn.lock'), 'lock');
      writeFileSync(join(to, 'tool'), '#!/bin/sh\n', { mode: 0o755 });
      symlinkSync('sub/..z', join(to, 'inside'));
      symlinkSync('nowhere', join(to, 'dangling'));
      symlinkSync('../../..', join(to, 'out'));
      symlinkSync('/etc/passwd', join(to, 'absolute'));
      symlinkSync('absolute', join(to, 'chained'));
      execFileSync('mkfifo', [join(to, 'fifo')]);
      execFileSync('python3', ['-c', 'import socket; socket.socket(socket.AF_UNIX).bind("socket")'], {
        cwd: to,
      });
      if (isRoot) execFileSync('mknod', [join(to, 'device'), 'c', '1', '3']);
      writeFileSync(join(to, 'secret'), 'no', { mode: 0 });
      utimesSync(join(to, 'c:x'), 946_684_801, 946_684_801);
      utimesSync(join(to, 'sub'), 1_000_000_001, 1_000_000_001);
    });
    const client = await download({ projectId });
    const skipped = ['out', 'absolute', 'chained', 'fifo', 'socket', 'secret', ...(isRoot ? ['device'] : [])];
    expect(client.complete?.skipped.map(({ path }) => path).sort()).toEqual(skipped.sort());
    const reasons = Object.fromEntries(
      client.complete?.skipped.map(({ path, reason }) => [path, reason]) ?? [],
    );
    expect(reasons.socket).toBe('A socket has no content to pack');
    expect(reasons.secret).toBe('No permission to read it');
    expect(reasons.out).toBe('A link that leads out of the folder');
    const expected = describeTree(folder, (path) => skipped.includes(path));
    expect(describeTree(unpack(client.bytes()))).toEqual(expected);
  });

  it('stays valid when files change while they are read, and says which', async () => {
    const { projectId, folder } = await project((to) => {
      for (let index = 0; index < 40; index += 1)
        writeFileSync(join(to, `a${index}`), randomBytes(1_000_000));
      // Small files are read in one go. Reading this one takes long enough for it to be written to meanwhile.
      writeFileSync(join(to, 'a35'), randomBytes(40_000_000));
      writeFileSync(join(to, 'z-grows'), 'x');
    });
    const writer = execFileShell(folder);
    onTestFinished(() => void writer.kill('SIGKILL'));
    await expect.poll(() => statSync(join(folder, 'a39')).size).toBeGreaterThan(1_000_000);
    const client = await download({ projectId, encoding: 'binary' });
    writer.kill('SIGKILL');
    unpack(client.bytes());
    expect(client.checksum).toBe(client.complete?.checksum);
    const named = [...(client.complete?.changed ?? []), ...(client.complete?.skipped ?? [])];
    expect(named.length).toBeGreaterThan(0);
  });
});

function execFileShell(folder: string) {
  const script = `i=0; while :; do for f in ${folder}/a3*; do echo x >> $f; done; rm -f ${folder}/a2*; done`;
  return spawn('sh', ['-c', script], { stdio: 'ignore' });
}
