import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runIn } from './support/run-in';
import { describeRuntimes } from './support/runtimes';
import { errorOf, type TestApp, type TestClient } from './support/test-app';

describeRuntimes('the edges of the file calls', (start) => {
  let app: TestApp;
  let fs: TestClient['fs'];
  let projectId: string;
  let folder: string;
  beforeAll(async () => {
    app = await start();
    fs = app.client().fs;
    projectId = (await app.client().project.create.mutate({ name: 'Edges' })).id;
    folder = app.folder(projectId);
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const run = (script: string) => runIn(folder, script);

  it('tell the size of a file that is read past its end', async () => {
    run('truncate -s 1G sparse');
    const offset = Number.MAX_SAFE_INTEGER;
    expect(await fs.read.query({ projectId, path: 'sparse', offset, length: 10 })).toMatchObject({
      size: 1024 ** 3,
      offset,
      length: 0,
    });
  });

  it('list names that are no UTF-8, marked, and say what to do about them', async () => {
    run(
      "mkdir names && cd names && touch $'caf\\xe9.txt' plain.txt $'real\\xef\\xbf\\xbd' && mkdir $'d\\xff'",
    );
    const { entries, total } = await fs.list.query({ projectId, path: 'names' });
    expect(entries.map(({ name, type, validUtf8 }) => [name, type, validUtf8])).toEqual([
      ['d\uFFFD', 'directory', false],
      ['caf\uFFFD.txt', 'file', false],
      ['plain.txt', 'file', undefined],
      ['real\uFFFD', 'file', undefined],
    ]);
    expect(total).toBe(entries.length);
    const error = await errorOf(fs.read.query({ projectId, path: 'names/caf\uFFFD.txt' }));
    expect(error).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('not UTF-8') });
    expect(await fs.read.query({ projectId, path: 'names/real\uFFFD' })).toMatchObject({ size: 0 });
  });

  it("keep Berth's own names for Berth", async () => {
    await fs.create.mutate({ projectId, path: 'mine', content: 'mine' });
    await fs.mkdir.mutate({ projectId, path: 'folder' });
    run('ln -s .berth link');
    await fs.create.mutate({ projectId, path: 'gone' });
    await fs.delete.mutate({ projectId, path: 'gone' });
    const before = readdirSync(join(folder, '.berth'), { recursive: true }).sort();
    const temporary = '.berth-0123456789abcdef.tmp';
    for (const path of [
      '.berth',
      '.berth/trash/zz',
      'folder/../.berth/x',
      temporary,
      `folder/${temporary}/x`,
      'link/x',
    ]) {
      const file = { projectId, path };
      const calls = [
        fs.create.mutate(file),
        fs.update.mutate({ ...file, content: 'x' }),
        fs.mkdir.mutate(file),
        fs.rename.mutate({ projectId, from: 'mine', to: path }),
        fs.copy.mutate({ projectId, from: 'mine', to: path }),
        fs.rename.mutate({ projectId, from: path, to: 'theirs' }),
        fs.delete.mutate(file),
        fs.rmdir.mutate({ ...file, recursive: true }),
      ];
      for (const error of await Promise.all(calls.map((call) => errorOf(call)))) {
        expect(error).toMatchObject({
          code: 'INVALID_INPUT',
          message: expect.stringContaining('Berth keeps for itself'),
        });
      }
      const query = new URLSearchParams({ path, conflict: 'overwrite' });
      const upload = await app.fetch(`/projects/${projectId}/upload?${query}`, { method: 'PUT', body: 'x' });
      expect(upload.status).toBe(400);
    }
    expect(readdirSync(join(folder, '.berth'), { recursive: true }).sort()).toEqual(before);
    expect(readdirSync(join(folder, 'folder'))).toEqual([]);
    expect(existsSync(join(folder, temporary))).toBe(false);
    expect(readFileSync(join(folder, 'mine'), 'utf8')).toBe('mine');
    await fs.create.mutate({ projectId, path: 'folder/.berth/x' });
  });

  it('refuse to copy what has no content', async () => {
    run('mkfifo pipe');
    const error = await errorOf(fs.copy.mutate({ projectId, from: 'pipe', to: 'copied' }));
    expect(error).toMatchObject({ code: 'NOT_A_FILE', message: expect.stringContaining('pipe') });
  });

  it('ask before a read-only file is overwritten', async () => {
    run('echo old > closed && chmod 444 closed');
    const file = { projectId, path: 'closed', content: 'new' };
    expect(await errorOf(fs.update.mutate(file))).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('read-only'),
      details: { readOnly: true },
    });
    expect(readFileSync(join(folder, 'closed'), 'utf8')).toBe('old\n');
    expect(await fs.update.mutate({ ...file, overwriteReadOnly: true })).toMatchObject({ mode: 0o444 });
  });

  it('keep the setuid and setgid bits of a file that is saved', async () => {
    run('echo old > tool && chmod 6755 tool');
    expect(await fs.update.mutate({ projectId, path: 'tool', content: 'new' })).toMatchObject({
      mode: 0o6755,
    });
    expect(statSync(join(folder, 'tool')).mode & 0o7777).toBe(0o6755);
  });
});
