import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DownloadRequest, filledProject, finishedDownload } from './support/finished-download';
import { emit, TestApp } from './support/test-app';
import { describeTree, unpack } from './support/unpack';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app[Symbol.asyncDispose]());

const project = (fill: (folder: string) => void) => filledProject(app, fill);
const download = (request: DownloadRequest) => finishedDownload(app, request);

describe('what goes in', () => {
  const paths = (bytes: Buffer) =>
    [...describeTree(unpack(bytes)).keys()].filter((path) => !path.endsWith('/'));

  it('follows the default rules and .gitignore, and each group can be switched on', async () => {
    const { projectId } = await project((to) => {
      for (const path of [
        'package.json',
        'build',
        'src/build',
        'Cargo.lock',
        'dist/app.js',
        'node_modules/a/dist/a.js',
        '.git/HEAD',
        '__pycache__/a.pyc',
        'debug.log',
        'keep.log',
        'packages/x/dist/no-manifest.js',
      ]) {
        mkdirSync(join(to, dirname(path)), { recursive: true });
        writeFileSync(join(to, path), path);
      }
      writeFileSync(join(to, '.gitignore'), '*.log\n!keep.log\n');
    });
    const files = async (include?: string[]) =>
      paths((await download({ projectId, include })).bytes()).filter((path) => /\.|build|HEAD/.test(path));
    const usual = await files();
    expect(usual.filter((path) => path.includes('/') || !path.startsWith('.git')).sort()).toEqual(
      [
        'Cargo.lock',
        'build',
        'keep.log',
        'package.json',
        'packages/x/dist/no-manifest.js',
        'src/build',
      ].sort(),
    );
    expect(await files(['dependencies'])).toContain('node_modules/a/dist/a.js');
    expect(await files(['build'])).toContain('dist/app.js');
    expect(await files(['caches'])).toContain('__pycache__/a.pyc');
    expect(await files(['vcs'])).toContain('.git/HEAD');
    expect(await files(['ignored'])).toContain('debug.log');
    expect(await files(['node_modules/a'])).toContain('node_modules/a/dist/a.js');
    expect(await files(['all'])).toHaveLength(usual.length + 6);
  });

  it('previews the same, with what each group holds', async () => {
    const { projectId } = await project((to) => {
      mkdirSync(join(to, 'node_modules/a'), { recursive: true });
      writeFileSync(join(to, 'node_modules/a/index.js'), 'x'.repeat(1_000));
      writeFileSync(join(to, 'index.js'), 'x'.repeat(10));
    });
    const preview = await app.client().transfer.preview.query({ projectId });
    expect(preview).toMatchObject({
      files: 1,
      bytes: 10,
      excluded: [{ group: 'dependencies', paths: ['node_modules'], files: 1, bytes: 1_000 }],
    });
    const all = await app.client().transfer.preview.query({ projectId, include: ['dependencies'] });
    expect(all).toMatchObject({ files: 2, bytes: 1_010, excluded: [] });
  });

  it('tells what a preview has counted to who asked for it, and at once what a large file has', async () => {
    const { projectId } = await project((to) => {
      mkdirSync(join(to, 'node_modules/a'), { recursive: true });
      writeFileSync(join(to, 'node_modules/a/index.js'), 'x');
      writeFileSync(join(to, 'large.bin'), randomBytes(3_000_000));
    });
    const socket = await app.socket();
    await emit(socket, 'project_subscribe', { projectId });
    const told: object[] = [];
    socket.on('download_preview_progress', (event) => told.push(event));
    const preview = () => app.client().transfer.preview.query({ projectId, previewId: 'mine' });
    await preview();
    await expect
      .poll(() => told)
      .toContainEqual({ projectId, previewId: 'mine', files: 1, bytes: 3_000_000 });
    const before = told.length;
    await app.client().transfer.preview.query({ projectId });
    await preview();
    await expect.poll(() => told.length).toBeGreaterThan(before);
    expect(told.every((event) => 'previewId' in event)).toBe(true);
    const client = await download({ projectId });
    const counted = client.progress.find(({ files }) => files > 0);
    expect(counted).toMatchObject({ phase: 'scan', files: 1, bytes: 3_000_000, totalBytes: null });
  });

  it('packs a single folder, with the rules of the folders above it', async () => {
    const { projectId } = await project((to) => {
      mkdirSync(join(to, 'docs/img'), { recursive: true });
      writeFileSync(join(to, '.gitignore'), 'docs/*.tmp\n');
      writeFileSync(join(to, 'docs/a.md'), 'a');
      writeFileSync(join(to, 'docs/b.tmp'), 'b');
      writeFileSync(join(to, 'docs/img/c.png'), 'c');
    });
    const client = await download({ projectId, path: 'docs' });
    expect(client.header?.name).toBe('docs.zip');
    expect(paths(client.bytes()).sort()).toEqual(['a.md', 'img', 'img/c.png']);
  });

  it('packs the chosen entries alone, what they hold by the rules, and lists those that are not there', async () => {
    const { projectId, folder } = await project((to) => {
      const files = [
        'a.txt',
        'b.txt',
        'debug.log',
        'node_modules/x/index.js',
        'lib/in.js',
        'lib/in.log',
        'lib/node_modules/y/index.js',
        'lib/deep/one.js',
        'src/deep/one.js',
        'src/deep/two.js',
        'src/two.js',
        'kept/tracked.log',
      ];
      for (const path of files) {
        mkdirSync(join(to, dirname(path)), { recursive: true });
        writeFileSync(join(to, path), path);
      }
    });
    // Tracked although it is ignored: it goes in by the rules, and is not chosen here.
    const { git } = app.client();
    await git.init.mutate({ projectId });
    await git.stage.mutate({ projectId, paths: ['kept/tracked.log'] });
    writeFileSync(join(folder, '.gitignore'), '*.log\n', { mode: 0o644 });
    const files = async (request: {
      only: string[];
      path?: string;
      include?: string[];
      exclude?: string[];
    }) => {
      const client = await download({ projectId, ...request });
      return {
        files: paths(client.bytes())
          .filter((path) => /\.[a-z]+$/.test(path))
          .sort(),
        skipped: client.complete?.skipped,
      };
    };
    expect(await files({ only: ['a.txt', 'lib', 'src/deep/one.js', 'gone.txt'] })).toEqual({
      files: ['a.txt', 'lib/deep/one.js', 'lib/in.js', 'src/deep/one.js'],
      skipped: [{ path: 'gone.txt', reason: 'It was not found' }],
    });
    // What is chosen goes in whatever the default rules say of it.
    expect((await files({ only: ['debug.log', 'node_modules', 'lib/node_modules/y'] })).files).toEqual([
      'debug.log',
      'lib/node_modules/y/index.js',
      'node_modules/x/index.js',
    ]);
    expect((await files({ only: ['lib', 'lib/in.log'] })).files).toContain('lib/in.log');
    expect((await files({ only: ['lib'], include: ['dependencies'] })).files).toContain(
      'lib/node_modules/y/index.js',
    );
    expect((await files({ only: ['a.txt', 'lib'], exclude: ['*.txt', 'in.js'] })).files).toEqual([
      'lib/deep/one.js',
      'lib/in.log',
      'lib/node_modules/y/index.js',
    ]);
    expect((await files({ path: 'src', only: ['two.js', 'deep/two.js'] })).files).toEqual([
      'deep/two.js',
      'two.js',
    ]);
    const answer = await app.fetch(`/projects/${projectId}/download?only=a.txt&only=b.txt`);
    expect(paths(Buffer.from(await answer.arrayBuffer())).sort()).toEqual(['a.txt', 'b.txt']);
    const many = Array.from({ length: 1_001 }, (_, index) => `${index}`);
    await expect(download({ projectId, only: many })).rejects.toThrow(/At most 1,000 entries/);
  });
});
