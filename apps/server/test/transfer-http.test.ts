import { execFile, execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { TestApp } from './support/test-app';
import { unpack } from './support/unpack';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app[Symbol.asyncDispose]());

async function project(size: number): Promise<{ id: string; url: string; folder: string }> {
  const { id } = await app.client().project.create.mutate({ name: 'Käse "1"' });
  const folder = join(app.dataDir, 'projects', id);
  const { uid, gid } = statSync(folder);
  writeFileSync(join(folder, 'a.bin'), randomBytes(size));
  execFileSync('chown', ['-R', `${uid}:${gid}`, folder]);
  return { id, url: `/projects/${id}/download`, folder };
}

const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

it('answers the whole archive with its checksum as the ETag, and keeps nothing of it', async () => {
  const { id, url } = await project(200_000);
  const answer = await app.fetch(url);
  expect(answer.status).toBe(200);
  const bytes = await bytesOf(answer);
  expect(answer.headers.get('etag')).toBe(`"${sha256(bytes)}"`);
  expect(answer.headers.get('content-length')).toBe(String(bytes.length));
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename="K_se _1_.zip"; filename*=UTF-8''K%C3%A4se%20%221%22.zip`,
  );
  expect(readdirSync(unpack(bytes))).toEqual(['a.bin']);
  await expect.poll(() => readdirSync(join(app.dataDir, 'archives', id))).toEqual([]);
});

it('answers ranges of the same archive, and all of another one', async () => {
  const { url, folder } = await project(300_000);
  const head = await app.fetch(url, { method: 'HEAD' });
  const etag = head.headers.get('etag') ?? '';
  const size = Number(head.headers.get('content-length'));
  const part = async (range: string) => app.fetch(url, { headers: { range, 'if-range': etag } });
  const first = await part('bytes=0-99999');
  expect(first.status).toBe(206);
  expect(first.headers.get('content-range')).toBe(`bytes 0-99999/${size}`);
  const bytes = [await bytesOf(first), await bytesOf(await part('bytes=100000-'))];
  expect(`"${sha256(Buffer.concat(bytes))}"`).toBe(etag);
  expect((await part('bytes=-10')).headers.get('content-range')).toBe(
    `bytes ${size - 10}-${size - 1}/${size}`,
  );
  expect((await part(`bytes=${size}-`)).status).toBe(416);
  writeFileSync(join(folder, 'b.txt'), 'new');
  const changed = await app.fetch(url);
  expect(changed.headers.get('etag')).not.toBe(etag);
  await bytesOf(changed);
  const stale = await app.fetch(url, { headers: { range: 'bytes=5-9', 'if-range': '"another"' } });
  expect(stale.status).toBe(200);
  await bytesOf(stale);
});

it('refuses what has no token and what is not a project', async () => {
  const { url } = await project(10);
  expect((await fetch(app.app.url + url)).status).toBe(401);
  expect((await app.fetch('/projects/aaaaaaaaaaaa/download')).status).toBe(404);
  expect((await app.fetch('/projects/..%2f/download')).status).toBe(400);
  expect((await app.fetch(`${url}?path=../..`)).status).toBe(400);
});

it('goes on with curl -C - where a first curl was interrupted, as the documentation says', async () => {
  const { id, url } = await project(3_000_000);
  const file = join(mkdtempSync(join(tmpdir(), 'berth-curl-')), 'shop.zip');
  onTestFinished(() => rmSync(dirname(file), { recursive: true }));
  const curl = (...args: string[]) =>
    promisify(execFile)('curl', [
      '-fsS',
      ...['-H', `Authorization: Bearer ${app.app.token}`],
      ...['-o', file, ...args, app.app.url + url],
    ]);
  const head = await app.fetch(url, { method: 'HEAD' });
  await curl('-r', '0-999999');
  expect(statSync(file).size).toBe(1_000_000);
  await curl('-C', '-');
  expect(`"${sha256(readFileSync(file))}"`).toBe(head.headers.get('etag'));
  await expect.poll(() => readdirSync(join(app.dataDir, 'archives', id))).toEqual([]);
});

it('answers all of an archive to who goes on with one that is gone', async () => {
  const { url, folder } = await project(100_000);
  const old = await bytesOf(await app.fetch(url));
  writeFileSync(join(folder, 'a.bin'), randomBytes(100_000));
  const answer = await app.fetch(url, { headers: { range: 'bytes=50000-' } });
  expect(answer.status).toBe(200);
  const whole = await bytesOf(answer);
  expect(`"${sha256(whole)}"`).toBe(answer.headers.get('etag'));
  // The control: what was asked for would have made a file of two archives' parts.
  const spliced = Buffer.concat([old.subarray(0, 50_000), whole.subarray(50_000)]);
  expect(sha256(spliced)).not.toBe(sha256(whole));
});

it('keeps the archive for who reads its end first, as one does who wants a single file of it', async () => {
  const { id, url } = await project(100_000);
  const kept = () => readdirSync(join(app.dataDir, 'archives', id));
  const end = async () => bytesOf(await app.fetch(url, { headers: { range: 'bytes=-22' } }));
  const first = await end();
  const [archive] = kept();
  expect(archive).toBeDefined();
  expect((await end()).equals(first)).toBe(true);
  expect(kept()).toEqual([archive]);
  const whole = await bytesOf(await app.fetch(url, { headers: { range: 'bytes=0-' } }));
  expect(whole.subarray(-22).equals(first)).toBe(true);
  await expect.poll(kept).toEqual([]);
});

it('packs around a folder that nobody may search', async () => {
  const { id, url, folder } = await project(10);
  const { uid, gid } = statSync(folder);
  for (const name of ['env', 'node_modules', 'node_modules/x']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'env/pyvenv.cfg'), '');
  writeFileSync(join(folder, 'node_modules/x/index.js'), '');
  execFileSync('chown', ['-R', `${uid}:${gid}`, folder]);
  onTestFinished(() => {
    for (const name of ['env', 'node_modules/x']) chmodSync(join(folder, name), 0o755);
  });
  chmodSync(join(folder, 'env'), 0o600);
  chmodSync(join(folder, 'node_modules/x'), 0o444);
  const preview = await app.client().transfer.preview.query({ projectId: id });
  expect(preview).toMatchObject({ files: 1, bytes: 10, skippedCount: 1 });
  const answer = await app.fetch(url);
  expect(answer.headers.get('x-berth-skipped')).toBe('1');
  expect(readdirSync(unpack(await bytesOf(answer)))).toContain('a.bin');
});

it('drops what scripts left behind before it refuses another download', async () => {
  const { id, url } = await project(1_000);
  for (let count = 0; count < 10; count += 1) {
    const answer = await app.fetch(`${url}?exclude=${count}`, { method: 'HEAD' });
    expect(answer.status).toBe(200);
  }
  expect(readdirSync(join(app.dataDir, 'archives', id))).toHaveLength(8);
});
