import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { type FolderPage, fsLimits } from '@berth/protocol/fs-entry';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeRuntimes } from './support/runtimes';
import { errorOf, type TestApp, type TestClient } from './support/test-app';

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

/** A program that listens at a path. */
async function listenAt(path: string): Promise<Server> {
  const server = createServer().listen(path);
  await once(server, 'listening');
  return server;
}

describeRuntimes('file operations', (start) => {
  let app: TestApp;
  let fs: TestClient['fs'];
  let projectId: string;
  let folder: string;
  const onDisk = (path: string) => join(folder, path);
  /** Runs a program as the workspace's user does, whoever runs the tests. */
  const run = (command: string, ...args: string[]) => {
    const { uid, gid } = statSync(folder);
    return execFileSync(command, args, {
      cwd: folder,
      uid,
      gid,
      encoding: 'utf8',
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/' },
    });
  };

  beforeAll(async () => {
    app = await start();
    projectId = (await app.client().project.create.mutate({ name: 'Files' })).id;
    folder = join(app.dataDir, 'projects', projectId);
    fs = app.client().fs;
  });
  afterAll(() => app[Symbol.asyncDispose]());

  /** The code of the error a call ends with. */
  const codeOf = async (call: Promise<unknown>) => (await errorOf(call)).code;

  describe('files', () => {
    it('creates with the folders above, reads, updates, and refuses what the contract refuses', async () => {
      const path = 'src/deep/a.txt';
      const created = await fs.create.mutate({ projectId, path, content: 'one\r\n' });
      expect(created).toMatchObject({ path, etag: sha256('one\r\n'), size: 5 });
      expect(await codeOf(fs.create.mutate({ projectId, path, content: 'x' }))).toBe('ALREADY_EXISTS');
      expect(await codeOf(fs.create.mutate({ projectId, path: `${path}/b`, content: 'x' }))).toBe(
        'INVALID_INPUT',
      );
      const updated = await fs.update.mutate({ projectId, path, content: 'two', ifMatch: created.etag });
      const conflict = await errorOf(
        fs.update.mutate({ projectId, path, content: 'three', ifMatch: created.etag }),
      );
      expect(conflict).toMatchObject({ code: 'CONFLICT', details: { etag: updated.etag } });
      const read = await fs.read.query({ projectId, path });
      expect(read).toMatchObject({
        content: 'two',
        encoding: 'utf8',
        etag: sha256('two'),
        size: 3,
        validUtf8: true,
      });
      expect(await codeOf(fs.update.mutate({ projectId, path: 'none', content: '' }))).toBe('NOT_FOUND');
      expect(await codeOf(fs.update.mutate({ projectId, path: 'src', content: '' }))).toBe('NOT_A_FILE');
      expect(await codeOf(fs.read.query({ projectId, path: 'src' }))).toBe('NOT_A_FILE');
      expect(await codeOf(fs.read.query({ projectId, path: 'none/a' }))).toBe('NOT_FOUND');
      expect(await codeOf(fs.create.mutate({ projectId, path: 'n'.repeat(256) }))).toBe('INVALID_INPUT');
    });

    it('notices an edit of the same size and time', async () => {
      const { etag } = await fs.create.mutate({ projectId, path: 'same', content: 'aaaa' });
      const { mtime } = statSync(onDisk('same'));
      writeFileSync(onDisk('same'), 'bbbb');
      run('touch', '-d', mtime.toISOString(), 'same');
      expect(await codeOf(fs.update.mutate({ projectId, path: 'same', content: 'c', ifMatch: etag }))).toBe(
        'CONFLICT',
      );
      expect(readFileSync(onDisk('same'), 'utf8')).toBe('bbbb');
    });

    it('keeps bytes, byte order mark and mode, and refuses what it could not keep', async () => {
      const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0, 0xff, 0xfe, 13, 10]);
      const content = bytes.toString('base64');
      await fs.create.mutate({ projectId, path: 'bin', content, encoding: 'base64' });
      expect(readFileSync(onDisk('bin'))).toEqual(bytes);
      expect(await fs.read.query({ projectId, path: 'bin', encoding: 'base64' })).toMatchObject({ content });
      expect(await fs.read.query({ projectId, path: 'bin', encoding: 'auto' })).toMatchObject({
        content,
        encoding: 'base64',
        validUtf8: false,
      });
      const refused = await errorOf(fs.read.query({ projectId, path: 'bin' }));
      expect(refused).toMatchObject({ code: 'INVALID_INPUT', details: { validUtf8: false } });
      chmodSync(onDisk('bin'), 0o755);
      await fs.update.mutate({ projectId, path: 'bin', content: '\uFEFF#!/bin/sh\n' });
      expect(statSync(onDisk('bin')).mode & 0o777).toBe(0o755);
      expect((await fs.read.query({ projectId, path: 'bin' })).content).toBe('\uFEFF#!/bin/sh\n');
      const odd = { projectId, path: 'odd' };
      expect(await codeOf(fs.create.mutate({ ...odd, content: '\ud800' }))).toBe('INVALID_INPUT');
      expect(await codeOf(fs.create.mutate({ ...odd, content: 'a$b=', encoding: 'base64' }))).toBe(
        'INVALID_INPUT',
      );
      expect(existsSync(onDisk('odd'))).toBe(false);
    });

    it('reads ranges of a file that is too large to read whole, however large it claims to be', async () => {
      writeFileSync(onDisk('big'), 'start');
      truncateSync(onDisk('big'), 2 ** 40);
      const whole = await errorOf(fs.read.query({ projectId, path: 'big' }));
      expect(whole).toMatchObject({
        code: 'TOO_LARGE',
        details: { size: 2 ** 40, limit: fsLimits.readBytes },
      });
      const range = await fs.read.query({ projectId, path: 'big', offset: 2, length: 4, encoding: 'base64' });
      expect(Buffer.from(range.content, 'base64').toString('latin1')).toBe('art\0');
      expect(range).toMatchObject({ offset: 2, length: 4, size: 2 ** 40 });
      const end = await fs.read.query({ projectId, path: 'big', offset: 2 ** 40 - 1, length: 9 });
      expect(end).toMatchObject({ length: 1, etag: range.etag });
      expect(await codeOf(fs.copy.mutate({ projectId, from: 'big', to: 'big2' }))).toBe(
        'STORAGE_UNAVAILABLE',
      );
      const beyond = await fs.read.query({ projectId, path: 'same', offset: 100, length: 1 });
      expect(beyond).toMatchObject({ content: '', length: 0, etag: sha256('bbbb') });
      const large = 'x'.repeat(fsLimits.writeBytes + 1);
      expect(await codeOf(fs.create.mutate({ projectId, path: 'large', content: large }))).toBe('TOO_LARGE');
    });

    it('answers pipes, sockets, devices and link loops at once', async () => {
      run('mkfifo', 'pipe');
      await using listener = await listenAt(onDisk('socket'));
      expect(listener.listening).toBe(true);
      symlinkSync('loop-b', onDisk('loop-a'));
      symlinkSync('loop-a', onDisk('loop-b'));
      symlinkSync('/dev/zero', onDisk('zero'));
      for (const [path, code] of [
        ['pipe', 'NOT_A_FILE'],
        ['socket', 'NOT_A_FILE'],
        ['loop-a', 'INVALID_INPUT'],
        ['zero', 'PATH_OUTSIDE_PROJECT'],
      ] as const) {
        expect(await codeOf(fs.read.query({ projectId, path }))).toBe(code);
        expect(await codeOf(fs.update.mutate({ projectId, path, content: '' }))).toBe(code);
      }
      expect(await fs.stat.query({ projectId, path: 'socket' })).toMatchObject({ type: 'other' });
      expect(await fs.stat.query({ projectId, path: 'pipe' })).toMatchObject({ type: 'other' });
      expect(await fs.stat.query({ projectId, path: 'loop-a' })).toMatchObject({
        type: 'symlink',
        linkType: null,
      });
      for (const path of ['pipe', 'socket', 'loop-a', 'zero'])
        await fs.delete.mutate({ projectId, path, permanent: true });
      expect(existsSync('/dev/zero')).toBe(true);
    });
  });

  describe('folders', () => {
    it('creates, lists folders first, and removes', async () => {
      await fs.mkdir.mutate({ projectId, path: 'dir/z-folder/inner' });
      await fs.create.mutate({ projectId, path: 'dir/a-file', content: 'abc' });
      symlinkSync('a-file', onDisk('dir/b-link'));
      const { entries, nextCursor, total } = await fs.list.query({ projectId, path: 'dir' });
      expect(entries.map(({ name, path, type, size }) => ({ name, path, type, size }))).toEqual([
        { name: 'z-folder', path: 'dir/z-folder', type: 'directory', size: expect.any(Number) },
        { name: 'a-file', path: 'dir/a-file', type: 'file', size: 3 },
        { name: 'b-link', path: 'dir/b-link', type: 'symlink', size: 6 },
      ]);
      expect(entries[2]).toMatchObject({ linkType: 'file' });
      expect({ nextCursor, total }).toEqual({ nextCursor: null, total: 3 });
      expect(await codeOf(fs.mkdir.mutate({ projectId, path: 'dir' }))).toBe('ALREADY_EXISTS');
      expect(await codeOf(fs.list.query({ projectId, path: 'dir/a-file' }))).toBe('INVALID_INPUT');
      expect(await codeOf(fs.rmdir.mutate({ projectId, path: 'dir' }))).toBe('CONFLICT');
      expect(await codeOf(fs.rmdir.mutate({ projectId, path: 'dir/a-file' }))).toBe('INVALID_INPUT');
      expect(await codeOf(fs.rmdir.mutate({ projectId, path: 'dir/b-link' }))).toBe('INVALID_INPUT');
      expect(await codeOf(fs.delete.mutate({ projectId, path: 'dir' }))).toBe('NOT_A_FILE');
      expect(await fs.count.query({ projectId, path: 'dir' })).toEqual({
        files: 2,
        directories: 3,
        bytes: 9,
        truncated: false,
      });
      await fs.rmdir.mutate({ projectId, path: 'dir', recursive: true });
      expect(await codeOf(fs.stat.query({ projectId, path: 'dir' }))).toBe('NOT_FOUND');
    });

    it('lists a folder of many entries in pages', async () => {
      run('sh', '-c', 'mkdir many && cd many && seq 2500 | xargs touch');
      const seen: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await fs.list.query({ projectId, path: 'many', limit: 1_000, cursor });
        expect(page.total).toBe(2_500);
        seen.push(...page.entries.map((entry) => entry.name));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toHaveLength(2_500);
      expect(new Set(seen).size).toBe(2_500);
      await fs.rmdir.mutate({ projectId, path: 'many', recursive: true, permanent: true });
      expect(existsSync(onDisk('many'))).toBe(false);
    });

    async function pagedEntries(path: string, limit: number) {
      const entries: FolderPage['entries'] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page: FolderPage = await fs.list.query({ projectId, path, limit, cursor });
        entries.push(...page.entries);
        cursor = page.nextCursor;
      }
      return entries;
    }

    it('lists a small folder alike in one page and in several, folders first', async () => {
      run('sh', '-c', 'mkdir -p small/b small/z && cd small && touch a c && ln -s b link && ln -s none gone');
      const whole = await fs.list.query({ projectId, path: 'small' });
      expect(whole.entries.map((entry) => entry.name)).toEqual(['b', 'z', 'a', 'c', 'gone', 'link']);
      expect(await pagedEntries('small', 2)).toEqual(whole.entries);
      expect(await codeOf(fs.list.query({ projectId, path: 'small', cursor: '' }))).toBe('INVALID_INPUT');
    });

    it('lists a long folder in one page just as in short ones, which are looked at otherwise', async () => {
      run('sh', '-c', 'mkdir -p long/sub && cd long && ln -s sub to && ln -s none gone && mkfifo pipe');
      run(
        'sh',
        '-c',
        "cd long && seq 300 | xargs touch && touch -d '1969-12-31 23:59:59.5 UTC' old && chmod 4711 old",
      );
      const whole = await fs.list.query({ projectId, path: 'long' });
      expect(whole.entries).toHaveLength(305);
      expect(await pagedEntries('long', 100)).toEqual(whole.entries);
      expect(whole.entries.filter(({ name }) => /^(old|pipe|to|sub)$/.test(name))).toMatchObject([
        { name: 'sub', type: 'directory' },
        { name: 'old', mtime: '1969-12-31T23:59:59.500Z', mode: 0o4711 },
        { name: 'pipe', type: 'other' },
        { name: 'to', type: 'symlink', linkType: 'directory' },
      ]);
    });

    it('moves and copies, never over anything and never into itself', async () => {
      await fs.create.mutate({ projectId, path: 'm/a/one', content: '1' });
      chmodSync(onDisk('m/a/one'), 0o750);
      symlinkSync('../outside-or-not', onDisk('m/a/link'));
      await fs.create.mutate({ projectId, path: 'm/taken', content: 'kept' });
      expect(await fs.copy.mutate({ projectId, from: 'm/a', to: 'm/new/b' })).toMatchObject({
        type: 'directory',
      });
      expect(statSync(onDisk('m/new/b/one')).mode & 0o777).toBe(0o750);
      expect(await fs.rename.mutate({ projectId, from: 'm/a/one', to: 'm/moved' })).toMatchObject({
        path: 'm/moved',
      });
      for (const operation of [fs.rename, fs.copy]) {
        expect(await codeOf(operation.mutate({ projectId, from: 'm/moved', to: 'm/taken' }))).toBe(
          'ALREADY_EXISTS',
        );
        expect(await codeOf(operation.mutate({ projectId, from: 'm/a', to: 'm/new' }))).toBe(
          'ALREADY_EXISTS',
        );
        expect(await codeOf(operation.mutate({ projectId, from: 'm', to: 'm/x/m' }))).toBe('INVALID_INPUT');
        expect(await codeOf(operation.mutate({ projectId, from: '.', to: 'elsewhere' }))).toBe(
          'INVALID_INPUT',
        );
        expect(await codeOf(operation.mutate({ projectId, from: 'none', to: 'elsewhere' }))).toBe(
          'NOT_FOUND',
        );
      }
      expect(existsSync(onDisk('m/x'))).toBe(false);
      expect(readFileSync(onDisk('m/taken'), 'utf8')).toBe('kept');
      expect(await codeOf(fs.rmdir.mutate({ projectId, path: '.', recursive: true }))).toBe('INVALID_INPUT');
      expect(await codeOf(fs.rmdir.mutate({ projectId, path: 'm/..', recursive: true }))).toBe(
        'INVALID_INPUT',
      );
    });

    it('undoes a deletion, which no view shows meanwhile', async () => {
      await fs.create.mutate({ projectId, path: 'u/deep/file', content: 'back' });
      const { undo } = await fs.rmdir.mutate({ projectId, path: 'u', recursive: true });
      const names = async () => (await fs.list.query({ projectId })).entries.map((entry) => entry.name);
      expect((await names()).filter((name) => name === 'u' || name.startsWith('.berth'))).toEqual([]);
      run('git', 'init', '-q');
      expect(run('git', 'status', '--porcelain', '-uall')).not.toContain('.berth');
      expect(await fs.restore.mutate({ projectId, token: undo ?? '' })).toMatchObject({
        path: 'u',
        type: 'directory',
      });
      expect(readFileSync(onDisk('u/deep/file'), 'utf8')).toBe('back');
      expect(await codeOf(fs.restore.mutate({ projectId, token: undo ?? '' }))).toBe('NOT_FOUND');
      const file = await fs.delete.mutate({ projectId, path: 'u/deep/file' });
      await fs.create.mutate({ projectId, path: 'u/deep/file', content: 'new' });
      expect(await codeOf(fs.restore.mutate({ projectId, token: file.undo ?? '' }))).toBe('ALREADY_EXISTS');
      expect(readFileSync(onDisk('u/deep/file'), 'utf8')).toBe('new');
    });
  });
});
