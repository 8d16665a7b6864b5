import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SearchMatch, SearchQuery } from '@berth/protocol/search';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emit, TestApp } from './support/test-app';

let app: TestApp;
let projectId: string;
let folder: string;
beforeAll(async () => {
  app = await TestApp.start();
  projectId = (await app.client().project.create.mutate({ name: 'Search' })).id;
  folder = join(app.dataDir, 'projects', projectId);
  for (const name of ['src/deep', 'dist', '.github']) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, '.gitignore'), 'dist\n');
  writeFileSync(join(folder, 'src/one.ts'), 'const Needle = 1;\nneedles();\n// é needle\n');
  writeFileSync(join(folder, 'src/deep/two.md'), 'a needle (x|y)\n');
  writeFileSync(join(folder, 'dist/out.js'), 'needle');
  writeFileSync(join(folder, '.github/ci.yml'), 'needle: true\n');
  writeFileSync(join(folder, 'long.min.js'), `${'x'.repeat(3_000_000)}needle\n`);
  writeFileSync(join(folder, '--pre=id'), 'needle\n');
});
afterAll(() => app[Symbol.asyncDispose]());

interface Outcome {
  matches: SearchMatch[];
  done?: { matches: number; files: number; truncated: boolean; cancelled: boolean };
  failed?: { code: string; message: string };
}

/** Runs a search to its end. */
async function search(socket: Socket, query: SearchQuery): Promise<Outcome> {
  const outcome: Outcome = { matches: [] };
  const end = new Promise<void>((resolve) => {
    socket.on('search_results', ({ matches }) => outcome.matches.push(...matches));
    socket.on('search_done', (done) => {
      outcome.done = done;
      resolve();
    });
    socket.on('search_failed', ({ error }) => {
      outcome.failed = error;
      resolve();
    });
  });
  const ack = await emit(socket, 'search_start', { projectId, ...query });
  if (!ack.ok) throw new Error(ack.error.message);
  await end;
  for (const name of ['search_results', 'search_done', 'search_failed']) socket.off(name);
  return outcome;
}
const where = ({ matches }: Outcome) => matches.map(({ path, line }) => `${path}:${line}`).sort();

describe('search in files', () => {
  it('finds text as it is asked to, and what git ignores only when asked', async () => {
    const socket = await app.socket();
    const all = await search(socket, { query: 'needle' });
    expect(where(all)).toEqual([
      '--pre=id:1',
      '.github/ci.yml:1',
      'long.min.js:1',
      'src/deep/two.md:1',
      'src/one.ts:1',
      'src/one.ts:2',
      'src/one.ts:3',
    ]);
    expect(all.done).toMatchObject({ matches: 7, files: 5, truncated: false, cancelled: false });
    const third = all.matches.find(({ path, line }) => path === 'src/one.ts' && line === 3);
    expect(third).toMatchObject({ text: '// é needle', textOffset: 0, ranges: [[5, 11]] });
    const options = { include: ['src'], exclude: ['*.md'] };
    expect(where(await search(socket, { query: 'needle', ...options, wholeWord: true }))).toEqual([
      'src/one.ts:1',
      'src/one.ts:3',
    ]);
    const strict = await search(socket, {
      query: 'needle',
      ...options,
      wholeWord: true,
      caseSensitive: true,
    });
    expect(where(strict)).toEqual(['src/one.ts:3']);
    expect(where(await search(socket, { query: '(x|y)' }))).toEqual(['src/deep/two.md:1']);
    expect(where(await search(socket, { query: '^needles?\\(', regex: true }))).toEqual(['src/one.ts:2']);
    expect(where(await search(socket, { query: 'needle', ignored: true }))).toContain('dist/out.js:1');
    expect(await search(socket, { query: 'no such text' })).toMatchObject({
      matches: [],
      done: { matches: 0 },
    });
    expect(where(await search(socket, { query: '--pre=id' }))).toEqual([]);
  });

  it('narrows by globs what is searched anyway: what git ignores stays out, and the repository always', async () => {
    const socket = await app.socket();
    for (const name of ['.git', 'src/dist', '.berth']) mkdirSync(join(folder, name), { recursive: true });
    for (const name of ['.git/config', 'src/dist/built.ts', '.berth/x'])
      writeFileSync(join(folder, name), 'narrowed');
    for (const name of ['src/deep/kept.ts', 'top.ts']) writeFileSync(join(folder, name), 'narrowed');
    const found = async (options: Partial<SearchQuery>) =>
      where(await search(socket, { query: 'narrowed', ...options }));
    expect(await found({ include: ['**/*'] })).toEqual(['src/deep/kept.ts:1', 'top.ts:1']);
    expect(await found({ include: ['src/**'] })).toEqual(['src/deep/kept.ts:1']);
    expect(await found({ include: ['./src/', '{top,nothing}.ts'] })).toEqual([
      'src/deep/kept.ts:1',
      'top.ts:1',
    ]);
    writeFileSync(join(folder, 'src/.gitignore'), '!deep/other.md\n');
    writeFileSync(join(folder, 'src/deep/other.md'), 'narrowed');
    expect(await found({ include: ['*.ts'] })).toEqual(['src/deep/kept.ts:1', 'top.ts:1']);
    rmSync(join(folder, 'src/deep/other.md'));
    expect(await found({ include: ['.git/**', '.berth'] })).toEqual([]);
    expect(await found({ include: ['**/*'], ignored: true })).toEqual([
      'src/deep/kept.ts:1',
      'src/dist/built.ts:1',
      'top.ts:1',
    ]);
  });

  it('says what is wrong with a pattern, and ends at its limit', async () => {
    const socket = await app.socket();
    expect((await search(socket, { query: '(', regex: true })).failed).toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect((await search(socket, { query: 'a', include: ['{'] })).failed).toMatchObject({
      code: 'INVALID_INPUT',
    });
    const limited = await search(socket, { query: 'needle', limit: 2 });
    expect(limited.matches).toHaveLength(2);
    expect(limited.done).toMatchObject({ matches: 2, truncated: true });
  });

  it('ends ripgrep when it is cancelled, and the oldest search for a fourth', async () => {
    const { uid, gid } = statSync(folder);
    // Enough that no search of it is done by the time the next event arrives.
    const fill = 'mkdir flood && yes | head -c 200000000 > flood/big';
    execFileSync('sh', ['-c', fill], { cwd: folder, uid, gid });
    const socket = await app.socket();
    const ended = new Map<string, boolean>();
    socket.on('search_done', ({ searchId, cancelled }) => ended.set(searchId, cancelled));
    const start = async () => {
      const query = { query: '(y\\s*)+\\b[0-9]', regex: true, include: ['flood'] };
      const ack = await emit(socket, 'search_start', { projectId, ...query });
      if (!ack.ok) throw new Error(ack.error.message);
      return ack.searchId;
    };
    const ids = await Promise.all([start(), start(), start(), start()]);
    await expect.poll(() => ended.get(ids[0] ?? '')).toBe(true);
    const running = () => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
    const ours = new RegExp(`${app.dataDir}/runtime/[0-9a-f]+/rg `);
    await expect.poll(running).toMatch(ours);
    for (const searchId of ids.slice(1)) await emit(socket, 'search_cancel', { searchId });
    await expect.poll(() => ended.size).toBe(4);
    expect([...ended.values()]).toEqual([true, true, true, true]);
    await expect.poll(running).not.toMatch(ours);
  });
});

describe('quick open', () => {
  it('ranks files by their letters and knows new ones at once', async () => {
    const { search: find } = app.client();
    const names = async (query: string) =>
      (await find.files.query({ projectId, query })).files.map((file) => file.path);
    expect((await names('one'))[0]).toBe('src/one.ts');
    expect(await names('out.js')).toEqual([]);
    const socket = await app.socket();
    await emit(socket, 'project_subscribe', { projectId });
    const path = 'brand-new.ts';
    const told = new Promise<void>((resolve) => {
      socket.on('file_tree_update', ({ changes }: { changes: { path: string }[] }) => {
        // What earlier tests wrote may be told yet.
        if (changes.some((change) => change.path === path)) resolve();
      });
    });
    await app.client().fs.create.mutate({ projectId, path });
    await told;
    expect((await names('bn'))[0]).toBe(path);
  });
});
