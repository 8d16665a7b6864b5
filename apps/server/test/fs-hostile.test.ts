import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeRuntimes } from './support/runtimes';
import { errorOf, type TestApp, type TestClient } from './support/test-app';

describeRuntimes('hostile paths', (start) => {
  let app: TestApp;
  let fs: TestClient['fs'];
  let projectId: string;
  let sibling: string;
  let hostile: string[];

  beforeAll(async () => {
    app = await start();
    fs = app.client().fs;
    projectId = (await app.client().project.create.mutate({ name: 'Target' })).id;
    const folder = app.folder(projectId);
    // Its name begins with the project's: a comparison of prefixes takes it for the inside.
    sibling = `${folder}-evil`;
    mkdirSync(join(sibling, 'folder'), { recursive: true });
    writeFileSync(join(sibling, 'secret'), 'secret');
    symlinkSync(sibling, join(folder, 'absolute'));
    symlinkSync(relative(folder, sibling), join(folder, 'relative'));
    symlinkSync('/', join(folder, 'root'));
    symlinkSync('relative/secret', join(folder, 'twice'));
    symlinkSync(`${dirname(folder)}/./${projectId}/../${projectId}-evil/secret`, join(folder, 'winding'));
    const name = `${projectId}-evil`;
    hostile = [
      `../${name}/secret`,
      `a/../../${name}/secret`,
      join(sibling, 'secret'),
      '/etc/passwd',
      `..%2f${name}%2fsecret`,
      `%2e%2e/${name}/secret`,
      `..\\${name}\\secret`,
      'absolute/secret',
      'relative/secret',
      'root/etc/passwd',
      'absolute/../../etc/passwd',
    ];
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const untouched = () => {
    expect(readdirSync(sibling, { recursive: true }).sort()).toEqual(['folder', 'secret']);
    expect(readFileSync(join(sibling, 'secret'), 'utf8')).toBe('secret');
  };

  it('are refused by every operation, and touch nothing', async () => {
    for (const path of hostile) {
      const file = { projectId, path };
      const calls = [
        fs.read.query(file),
        fs.list.query(file),
        fs.stat.query(file),
        fs.count.query(file),
        fs.create.mutate({ ...file, content: 'x' }),
        fs.update.mutate({ ...file, content: 'x' }),
        fs.delete.mutate(file),
        fs.mkdir.mutate(file),
        fs.rmdir.mutate({ ...file, recursive: true }),
        fs.rename.mutate({ projectId, from: path, to: 'stolen' }),
        fs.copy.mutate({ projectId, from: path, to: 'stolen' }),
      ];
      const codes = await Promise.all(calls.map(async (call) => (await errorOf(call)).code));
      // `a/..` is taken by its words: nothing named `a` need be there.
      expect([path, ...new Set(codes)]).toEqual([path, 'PATH_OUTSIDE_PROJECT']);
      const raw = await app.fetch(`/projects/${projectId}/raw?${new URLSearchParams({ path })}`);
      expect([path, raw.status]).toEqual([path, 400]);
      const init = { method: 'PUT', body: 'x' };
      const put = await app.fetch(`/projects/${projectId}/upload?${new URLSearchParams({ path })}`, init);
      expect([path, put.status]).toEqual([path, 400]);
    }
    untouched();
  });

  it('do not become harmless as the other end of a move', async () => {
    await fs.create.mutate({ projectId, path: 'mine', content: 'x' });
    for (const to of hostile) {
      for (const operation of [fs.rename, fs.copy]) {
        expect((await errorOf(operation.mutate({ projectId, from: 'mine', to }))).code).toBe(
          'PATH_OUTSIDE_PROJECT',
        );
      }
    }
    untouched();
  });

  it('are not followed as the last name, and deleting a link deletes the link', async () => {
    for (const path of ['twice', 'winding', 'absolute']) {
      const file = { projectId, path };
      expect((await errorOf(fs.update.mutate({ ...file, content: 'x' }))).code).toBe('PATH_OUTSIDE_PROJECT');
      expect((await errorOf(fs.read.query(file))).code).toBe('PATH_OUTSIDE_PROJECT');
      expect((await errorOf(fs.create.mutate({ ...file, content: 'x' }))).code).toBe('ALREADY_EXISTS');
      expect(await fs.stat.query(file)).toMatchObject({ type: 'symlink', linkType: null });
      await fs.delete.mutate(file);
    }
    untouched();
  });

  it('of the wrong type, length or with a NUL are invalid', async () => {
    const read = fs.read.query as (input: unknown) => Promise<unknown>;
    for (const path of ['a\0b', 7, null, {}, ['a'], 'x'.repeat(5_000)]) {
      expect((await errorOf(read({ projectId, path }))).code).toBe('INVALID_INPUT');
    }
    expect((await errorOf(read({ projectId: '../../../../', path: 'a' }))).code).toBe('INVALID_INPUT');
  });
});
