import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runIn } from './support/run-in';
import { describeRuntimes } from './support/runtimes';
import { errorOf, type TestApp, type TestClient } from './support/test-app';

const codeOf = async (work: Promise<unknown>) => (await errorOf(work)).code;

describeRuntimes('moving onto a taken name', (start) => {
  let app: TestApp;
  let fs: TestClient['fs'];
  let projectId: string;
  let folder: string;
  beforeAll(async () => {
    app = await start();
    fs = app.client().fs;
    projectId = (await app.client().project.create.mutate({ name: 'Moves' })).id;
    folder = app.folder(projectId);
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const run = (script: string) => runIn(folder, script);
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');

  it('keeps both under names that are free', async () => {
    run('mkdir -p one/d two/d && echo 1 > one/a.txt && echo 2 > two/a.txt && echo 3 > "two/a (1).txt"');
    const keepBoth = (from: string, to: string) =>
      fs.rename.mutate({ projectId, from, to, conflict: 'rename' });
    expect(await keepBoth('one/a.txt', 'two/a.txt')).toMatchObject({ path: 'two/a (2).txt', replaced: null });
    expect(await keepBoth('one/d', 'two/d')).toMatchObject({ path: 'two/d (1)', type: 'directory' });
    expect(await keepBoth('two/d', 'two/free')).toMatchObject({ path: 'two/free', replaced: null });
    expect([read('two/a.txt'), read('two/a (1).txt'), read('two/a (2).txt')]).toEqual(['2\n', '3\n', '1\n']);
    const long = `${'é'.repeat(125)}x.txt`;
    run(`echo old > "two/${long}" && echo new > "one/${long}"`);
    const { path } = await keepBoth(`one/${long}`, `two/${long}`);
    expect([read(path), read(`two/${long}`)]).toEqual(['new\n', 'old\n']);
  });

  it('replaces what can be put back, whatever it is', async () => {
    run('mkdir -p from to/tree/deep && for n in file tree link; do echo new > from/$n; done');
    run('echo old > to/file && echo old > to/tree/deep/x && echo old > aside && ln -s ../aside to/link');
    run('mkdir from/folder && echo new > from/folder/y && echo old > to/folder');
    for (const name of ['file', 'tree', 'link', 'folder']) {
      const from = `from/${name}`;
      const to = `to/${name}`;
      const { path, replaced } = await fs.rename.mutate({ projectId, from, to, conflict: 'replace' });
      expect(path).toBe(to);
      expect(existsSync(join(folder, from))).toBe(false);
      expect(read(name === 'folder' ? 'to/folder/y' : to)).toBe('new\n');
      // Undone: the one goes back, and the other is there again.
      await fs.rename.mutate({ projectId, from: to, to: from });
      await fs.restore.mutate({ projectId, token: replaced ?? '' });
    }
    expect([read('to/file'), read('to/tree/deep/x'), read('to/folder'), read('aside')]).toEqual(
      Array(4).fill('old\n'),
    );
    expect(readlinkSync(join(folder, 'to/link'))).toBe('../aside');
    expect(
      await fs.rename.mutate({ projectId, from: 'aside', to: 'unaside', conflict: 'replace' }),
    ).toMatchObject({ replaced: null });
  });

  it('takes nothing away where it is refused', async () => {
    run('mkdir -p nest/nest && echo in > nest/nest/f && echo there > f');
    const replace = (from: string, to: string) =>
      codeOf(fs.rename.mutate({ projectId, from, to, conflict: 'replace' }));
    expect(await replace('nest/nest', 'nest')).toBe('INVALID_INPUT');
    expect(await replace('nest', 'nest')).toBe('ALREADY_EXISTS');
    expect(await replace('f', '.berth')).toBe('INVALID_INPUT');
    expect(await replace('none', 'f')).toBe('NOT_FOUND');
    expect([read('nest/nest/f'), read('f')]).toEqual(['in\n', 'there\n']);
  });
});
