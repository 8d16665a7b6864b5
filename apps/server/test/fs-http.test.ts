import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorOf, TestApp } from './support/test-app';

let app: TestApp;
let projectId: string;
let folder: string;
beforeAll(async () => {
  app = await TestApp.start();
  projectId = (await app.client().project.create.mutate({ name: 'Bytes' })).id;
  folder = join(app.dataDir, 'projects', projectId);
});
afterAll(() => app[Symbol.asyncDispose]());

const raw = (path: string, headers: Record<string, string> = {}) =>
  app.fetch(`/projects/${projectId}/raw?${new URLSearchParams({ path })}`, { headers });
const upload = (query: Record<string, string>, body: string | Buffer<ArrayBuffer>) =>
  app.fetch(`/projects/${projectId}/upload?${new URLSearchParams(query)}`, { method: 'PUT', body });
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('raw bytes', () => {
  it('leave whole, in ranges and not at all when they are known, and never as something that runs', async () => {
    const bytes = randomBytes(300_000);
    writeFileSync(join(folder, 'picture.png'), bytes);
    const whole = await raw('picture.png');
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
    expect(whole.headers.get('content-type')).toBe('image/png');
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
    expect(whole.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    const part = await raw('picture.png', { range: 'bytes=100-199' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe('bytes 100-199/300000');
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(100, 200));
    const beyond = await raw('picture.png', { range: 'bytes=300000-' });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */300000']);
    const etag = whole.headers.get('etag') ?? '';
    expect((await raw('picture.png', { 'if-none-match': etag })).status).toBe(304);
    writeFileSync(join(folder, 'picture.png'), 'other');
    const changed = await raw('picture.png', { 'if-range': etag, range: 'bytes=0-0' });
    expect([changed.status, await changed.text()]).toEqual([200, 'other']);
    writeFileSync(join(folder, 'page.html'), '<script>alert(1)</script>');
    const page = await raw('page.html');
    expect(page.headers.get('content-type')).toBe('application/octet-stream');
    expect(page.headers.get('content-disposition')).toMatch(/^attachment; filename="page.html"/);
    writeFileSync(join(folder, 'drawing.svg'), '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
    const drawing = await raw('drawing.svg');
    expect(drawing.headers.get('content-disposition')).toMatch(/^attachment; filename="drawing.svg"/);
    expect(drawing.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    expect(drawing.headers.get('x-content-type-options')).toBe('nosniff');
    writeFileSync(join(folder, 'empty'), '');
    expect(await (await raw('empty')).text()).toBe('');
  });

  it('are told of by HEAD with the headers of GET and nothing else', async () => {
    writeFileSync(join(folder, 'head.txt'), 'twelve bytes');
    const url = `/projects/${projectId}/raw?path=head.txt`;
    const [get, head] = [await app.fetch(url), await app.fetch(url, { method: 'HEAD' })];
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(head.headers.get('content-length')).toBe('12');
    for (const name of ['content-type', 'content-disposition', 'etag', 'last-modified', 'accept-ranges']) {
      expect(head.headers.get(name)).toBe(get.headers.get(name));
      expect(head.headers.get(name)).not.toBeNull();
    }
    expect(await get.text()).toBe('twelve bytes');
    const missing = await app.fetch(`/projects/${projectId}/raw?path=none`, { method: 'HEAD' });
    expect(missing.status).toBe(404);
  });

  it('break off where a file becomes shorter than was announced', async () => {
    const file = join(folder, 'shrinking');
    writeFileSync(file, '');
    // More than the sockets on the way hold.
    truncateSync(file, 200_000_000);
    const { body, headers } = await raw('shrinking');
    expect(headers.get('content-length')).toBe('200000000');
    const reader = body?.getReader();
    await reader?.read();
    truncateSync(file, 0);
    const readOn = async () => {
      while (!(await reader?.read())?.done);
    };
    await expect(readOn()).rejects.toThrow('terminated');
  });

  it('are refused outside the project and where there is no file', async () => {
    for (const [path, status] of [
      ['../x', 400],
      ['/etc/passwd', 400],
      ['none', 404],
      ['.', 400],
      ['a\0b', 400],
    ] as const) {
      const answer = await raw(path);
      expect([path, answer.status]).toEqual([path, status]);
      expect(await answer.json()).toMatchObject({ error: { code: expect.any(String) } });
    }
    const { url } = app.app;
    expect((await fetch(`${url}/projects/${projectId}/raw?path=empty`)).status).toBe(401);
  });
});

describe('uploads', () => {
  it('arrive whole, and answer a taken name as they are told to', async () => {
    const bytes = randomBytes(3_000_000);
    const first = await (await upload({ path: 'up/load.tar.gz' }, bytes)).json();
    expect(first).toMatchObject({ path: 'up/load.tar.gz', etag: sha256(bytes), size: bytes.length });
    expect(readFileSync(join(folder, 'up/load.tar.gz')).equals(bytes)).toBe(true);
    const refused = await upload({ path: 'up/load.tar.gz' }, 'x');
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ error: { code: 'ALREADY_EXISTS' } });
    const renamed = await (await upload({ path: 'up/load.tar.gz', conflict: 'rename' }, 'second')).json();
    expect(renamed).toMatchObject({ path: 'up/load (1).tar.gz' });
    await upload({ path: 'up/load.tar.gz', conflict: 'overwrite' }, 'new');
    expect(readFileSync(join(folder, 'up/load.tar.gz'), 'utf8')).toBe('new');
    expect(statSync(join(folder, 'up/load.tar.gz')).uid).toBe(statSync(folder).uid);
    expect((await upload({ path: 'up', conflict: 'overwrite' }, 'x')).status).toBe(400);
    expect((await upload({ path: '../out' }, 'x')).status).toBe(400);
    expect((await upload({ path: 'x', conflict: 'maybe' }, 'x')).status).toBe(400);
  });

  it('replace a read-only file only when they are told to', async () => {
    const at = join(folder, 'closed.txt');
    await upload({ path: 'closed.txt' }, 'closed');
    chmodSync(at, 0o444);
    for (const conflict of ['fail', 'overwrite']) {
      const refused = await upload({ path: 'closed.txt', conflict }, 'over');
      const code = conflict === 'fail' ? 'ALREADY_EXISTS' : 'INVALID_INPUT';
      expect(await refused.json()).toMatchObject({ error: { code, details: { readOnly: true } } });
      expect(readFileSync(at, 'utf8')).toBe('closed');
    }
    // Through a link it is the same file.
    symlinkSync('closed.txt', join(folder, 'to-closed'));
    expect((await upload({ path: 'to-closed', conflict: 'overwrite' }, 'over')).status).toBe(400);
    expect((await upload({ path: 'closed.txt', conflict: 'overwriteReadOnly' }, 'over')).status).toBe(200);
    expect([readFileSync(at, 'utf8'), statSync(at).mode & 0o777]).toEqual(['over', 0o444]);
  });

  it('leave nothing when they are broken off', async () => {
    const { url, token } = app.app;
    const outgoing = request(`${url}/projects/${projectId}/upload?path=cut/file`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-length': '1000000' },
    });
    outgoing.on('error', () => {});
    const closed = new Promise((resolve) => outgoing.on('close', resolve));
    const socket = await app.socket();
    await socket.emitWithAck('project_subscribe', { projectId });
    const updates: { path: string }[] = [];
    const told = new Promise<void>((resolve) => {
      socket.on('file_tree_update', ({ changes }: { changes: { path: string }[] }) => {
        updates.push(...changes);
        if (changes.some((change) => change.path === 'cut')) resolve();
      });
    });
    outgoing.write(Buffer.alloc(500_000));
    await told;
    outgoing.destroy();
    await closed;
    await expect.poll(() => readdirSync(join(folder, 'cut'))).toEqual([]);
    expect(updates.filter((change) => change.path.includes('.berth'))).toEqual([]);
  });
});

describe('drafts', () => {
  it('are kept over a restart, told to other devices, and never overwritten unseen', async () => {
    const socket = await app.socket();
    await socket.emitWithAck('project_subscribe', { projectId });
    const told = once(socket as never, 'draft_changed');
    const drafts = () => app.client().drafts;
    const key = { projectId, path: 'src/a.ts' };
    const first = await drafts().save.mutate({ ...key, content: 'one', baseEtag: 'e1', ifRevision: null });
    expect(await told).toEqual([{ ...key, draft: first }]);
    const second = await drafts().save.mutate({
      ...key,
      content: 'öne',
      baseEtag: 'e1',
      ifRevision: first.revision,
    });
    expect(second.revision).toBeGreaterThan(first.revision);
    const stale = drafts().save.mutate({ ...key, content: 'x', baseEtag: null, ifRevision: first.revision });
    expect(await errorOf(stale)).toMatchObject({ code: 'CONFLICT', details: { revision: second.revision } });
    await app.stopServer();
    await app.startServer();
    expect(await drafts().get.query(key)).toMatchObject({ draft: { content: 'öne', baseEtag: 'e1' } });
    expect(await drafts().list.query({ projectId })).toEqual({ drafts: [second] });
    await drafts().delete.mutate({ ...key, ifRevision: first.revision });
    expect(await drafts().get.query(key)).toMatchObject({ draft: { revision: second.revision } });
    await drafts().delete.mutate({ ...key, ifRevision: second.revision });
    expect(await drafts().get.query(key)).toEqual({ draft: null });
    await drafts().save.mutate({ ...key, content: 'x', baseEtag: null });
    await drafts().delete.mutate(key);
    await drafts().delete.mutate(key);
    expect(await drafts().get.query(key)).toEqual({ draft: null });
    const nowhere = drafts().save.mutate({
      projectId: 'aaaaaaaaaaaa',
      path: 'a',
      content: '',
      baseEtag: null,
    });
    expect((await errorOf(nowhere)).code).toBe('NOT_FOUND');
  });
});
