import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runIn } from './support/run-in';
import { describeRuntimes } from './support/runtimes';
import type { TestApp, TestClient } from './support/test-app';

describeRuntimes('entries that are hard to handle', (start) => {
  let app: TestApp;
  let fs: TestClient['fs'];
  let projectId: string;
  let folder: string;
  beforeAll(async () => {
    app = await start();
    fs = app.client().fs;
    projectId = (await app.client().project.create.mutate({ name: 'Hard' })).id;
    folder = app.folder(projectId);
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const run = (script: string) => runIn(folder, script);

  it('are listed while they can be put back, the latest first', async () => {
    expect(await fs.deleted.query({ projectId })).toEqual({ entries: [], nextCursor: null });
    await fs.create.mutate({ projectId, path: 'lost/a.txt' });
    await fs.create.mutate({ projectId, path: 'b.txt' });
    const { undo } = await fs.rmdir.mutate({ projectId, path: 'lost', recursive: true });
    await fs.delete.mutate({ projectId, path: 'b.txt' });
    const { entries } = await fs.deleted.query({ projectId });
    expect(entries.map(({ path, type }) => [path, type])).toEqual([
      ['b.txt', 'file'],
      ['lost', 'directory'],
    ]);
    expect(entries[1]?.undo).toBe(undo);
    for (const entry of entries) await fs.restore.mutate({ projectId, token: entry.undo });
    expect(await fs.deleted.query({ projectId })).toEqual({ entries: [], nextCursor: null });
    expect(existsSync(join(folder, 'lost/a.txt'))).toBe(true);
    await fs.delete.mutate({ projectId, path: 'b.txt' });
    const [token] = readdirSync(join(folder, '.berth/trash'));
    const record = { path: 'b.txt', deletedAt: Date.now() - 61 * 60_000 };
    writeFileSync(join(folder, '.berth/trash', token ?? '', 'record.json'), JSON.stringify(record));
    expect(await fs.deleted.query({ projectId })).toEqual({ entries: [], nextCursor: null });
  });

  it('can be put back after many more deletions', async () => {
    await fs.create.mutate({ projectId, path: 'first.txt', content: 'first' });
    const { undo } = await fs.delete.mutate({ projectId, path: 'first.txt' });
    for (let count = 0; count < 60; count += 1) {
      await fs.create.mutate({ projectId, path: 'filler' });
      await fs.delete.mutate({ projectId, path: 'filler' });
    }
    await fs.restore.mutate({ projectId, token: undo ?? '' });
    expect(readFileSync(join(folder, 'first.txt'), 'utf8')).toBe('first');
  });

  it('do not keep the trash from being emptied of what is too old', async () => {
    const { uid, gid } = statSync(folder);
    // What a module cache is like: folders that nobody may write into.
    run('mkdir -p protected/deep/closed && touch protected/deep/file && chmod 0 protected/deep/closed');
    run('chmod 555 protected/deep');
    await fs.rmdir.mutate({ projectId, path: 'protected', recursive: true });
    mkdirSync(join(folder, 'foreign/inner'), { recursive: true });
    writeFileSync(join(folder, 'foreign/inner/file'), '');
    chownSync(join(folder, 'foreign'), uid, gid);
    await fs.rmdir.mutate({ projectId, path: 'foreign', recursive: true });
    const trash = join(folder, '.berth/trash');
    for (const token of readdirSync(trash)) {
      const record = join(trash, token, 'record.json');
      const { path } = JSON.parse(readFileSync(record, 'utf8'));
      writeFileSync(record, JSON.stringify({ path, deletedAt: Date.now() - 61 * 60_000 }));
    }
    // A fresh agent looks at what got too old before it came.
    const { project } = app.client();
    await project.stop.mutate({ projectId });
    await project.open.mutate({ projectId });
    // What belongs to another user stays, where there is one to make it.
    const isKept = () => readdirSync(trash).some((token) => existsSync(join(trash, token, 'entry/deep')));
    await expect.poll(isKept).toBe(false);
  });

  it('are copied and removed under names that are no UTF-8', async () => {
    run("mkdir -p odd/$'in\\xff' && echo 1 > odd/$'in\\xff'/$'\\xfe' && ln -s $'to\\xff' odd/link");
    await fs.copy.mutate({ projectId, from: 'odd', to: 'copy' });
    expect(run('cd copy && find . -printf "%P %l\\n" | LC_ALL=C sort')).toBe(
      run('cd odd && find . -printf "%P %l\\n" | LC_ALL=C sort'),
    );
    expect(run("cat copy/$'in\\xff'/$'\\xfe'")).toBe('1\n');
    expect(await fs.count.query({ projectId, path: 'copy' })).toMatchObject({ files: 2, directories: 2 });
    await fs.rmdir.mutate({ projectId, path: 'copy', recursive: true, permanent: true });
    expect(readdirSync(folder)).not.toContain('copy');
  });
});
