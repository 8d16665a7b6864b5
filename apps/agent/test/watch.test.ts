import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentEvent } from '@berth/protocol/agent-event';
import type { FileChange } from '@berth/protocol/fs-watch';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Root } from '../src/fs/root';
import { TreeWatcher } from '../src/watch/tree-watcher';

let folder: string;
let watcher: TreeWatcher;
let events: AgentEvent[];
let onEvent: () => void;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-watch-'));
});
afterEach(() => {
  vi.useRealTimers();
  watcher[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function watch(maxWatches = 1_000): Promise<void> {
  events = [];
  onEvent = () => {};
  const emit = (event: AgentEvent) => {
    events.push(event);
    onEvent();
  };
  watcher = new TreeWatcher({ root: new Root(folder), emit, maxWatches });
  await watcher.start();
  expect(events.shift()).toEqual({ type: 'fs_reset' });
}

const changes = (): FileChange[] =>
  events.flatMap((event) => (event.type === 'fs_changes' ? event.changes : []));
/** Waits until what was announced satisfies the condition; the test's own time limit ends a wait in vain. */
const until = (holds: () => boolean) =>
  new Promise<void>((resolve) => {
    onEvent = () => {
      if (holds()) resolve();
    };
    onEvent();
  });
const told = (action: FileChange['action'], path: string) =>
  changes().some((change) => change.action === action && change.path === path);

it('announces what is created, written, renamed and deleted, in new folders too', async () => {
  await watch();
  mkdirSync(join(folder, 'a/b'), { recursive: true });
  writeFileSync(join(folder, 'a/b/file'), '1');
  await until(() => told('create', 'a/b/file'));
  expect(changes()).toContainEqual({ action: 'create', path: 'a', type: 'directory' });
  writeFileSync(join(folder, 'a/b/file'), '2');
  await until(() => told('update', 'a/b/file'));
  renameSync(join(folder, 'a'), join(folder, 'c'));
  await until(() => told('delete', 'a') && told('create', 'c/b/file'));
  expect(changes()).toContainEqual({ action: 'delete', path: 'a', type: 'directory' });
  events.length = 0;
  writeFileSync(join(folder, 'c/b/file'), '3');
  await until(() => told('update', 'c/b/file'));
});

it('removes at its start what was left under way long ago, and nothing that is under way', async () => {
  mkdirSync(join(folder, 'a/.berth-0123456789abcdef.tmp/copied'), { recursive: true });
  writeFileSync(join(folder, 'a/.berth-fedcba9876543210.tmp'), 'half');
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 59 * 60_000 });
  await watch();
  expect(readdirSync(join(folder, 'a'))).toHaveLength(2);
  watcher[Symbol.dispose]();
  vi.setSystemTime(Date.now() + 2 * 60_000);
  await watch();
  expect(readdirSync(join(folder, 'a'))).toEqual([]);
});

it('calls the atomic saving of a file an update', async () => {
  writeFileSync(join(folder, 'file'), '1');
  await watch();
  writeFileSync(join(folder, 'other'), '2');
  renameSync(join(folder, 'other'), join(folder, 'file'));
  await until(() => changes().some((change) => change.path === 'file'));
  expect(changes()).toContainEqual({ action: 'update', path: 'file', type: 'file' });
});

it('goes on watching folders whose permissions or times change', async () => {
  mkdirSync(join(folder, 'a'));
  await watch();
  for (const mode of [0o700, 0o755]) {
    for (const path of ['.', 'a']) chmodSync(join(folder, path), mode);
    execFileSync('touch', ['.', 'a', `marker-${mode}`], { cwd: folder });
    await until(() => told('create', `marker-${mode}`));
  }
  writeFileSync(join(folder, 'a/file'), '');
  await until(() => told('create', 'a/file'));
  const paths = new Set(changes().map(({ path }) => path));
  expect([...paths].sort()).toEqual(['a/file', 'marker-448', 'marker-493']);
});

it('follows a folder that takes the place of another', async () => {
  for (const name of ['one', 'two']) mkdirSync(join(folder, name));
  await watch();
  execFileSync('sh', ['-c', 'rmdir one && mv two one'], { cwd: folder });
  await until(() => told('delete', 'two'));
  writeFileSync(join(folder, 'one/file'), '');
  await until(() => told('create', 'one/file'));
});

it('tells of a folder that another took the place of at once, and watches that one, listed or not', async () => {
  const replace = (name: string) => {
    rmSync(join(folder, name), { recursive: true });
    mkdirSync(join(folder, name));
  };
  for (const name of ['src', 'node_modules']) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'old'), '');
  }
  await watch();
  watcher.watchOpened('node_modules', 'node_modules', 'folder');
  for (const name of ['src', 'node_modules']) {
    replace(name);
    await until(() => told('create', name));
    writeFileSync(join(folder, name, 'new'), '');
    await until(() => told('create', `${name}/new`));
  }
});

it('leaves ignored folders alone until somebody lists them, and takes up a new .gitignore', async () => {
  writeFileSync(join(folder, '.gitignore'), 'out/\n');
  mkdirSync(join(folder, 'out/deep'), { recursive: true });
  mkdirSync(join(folder, 'node_modules/x'), { recursive: true });
  await watch();
  writeFileSync(join(folder, 'out/unseen'), '');
  writeFileSync(join(folder, 'node_modules/x/unseen'), '');
  writeFileSync(join(folder, 'marker'), '');
  await until(() => told('create', 'marker'));
  watcher.watchOpened('node_modules', 'node_modules', 'folder');
  writeFileSync(join(folder, 'node_modules/x/unseen-still'), '');
  writeFileSync(join(folder, 'node_modules/seen'), '');
  await until(() => told('create', 'node_modules/seen'));
  writeFileSync(join(folder, '.gitignore'), '');
  await until(() => told('create', 'out/unseen'));
  writeFileSync(join(folder, 'out/deep/seen'), '');
  await until(() => told('create', 'out/deep/seen'));
  expect(changes().filter((change) => change.path.startsWith('node_modules/x'))).toEqual([]);
});

it('tells of what is open in ignored folders, which come and go', async () => {
  mkdirSync(join(folder, 'node_modules/a/b'), { recursive: true });
  writeFileSync(join(folder, 'node_modules/a/b/file'), '1');
  await watch();
  watcher.watchOpened('node_modules/a/b/file', 'node_modules/a/b/file', 'file');
  writeFileSync(join(folder, 'node_modules/a/b/file'), '2');
  await until(() => told('update', 'node_modules/a/b/file'));
  rmSync(join(folder, 'node_modules'), { recursive: true });
  await until(() => told('delete', 'node_modules') || told('delete', 'node_modules/a'));
  // A page reads again what it has open, and finds nothing.
  watcher.watchOpened('node_modules/a/b/file', 'node_modules/a/b/file', 'file');
  events.length = 0;
  mkdirSync(join(folder, 'node_modules'));
  await until(() => told('create', 'node_modules'));
  watcher.watchOpened('node_modules/a/b/file', 'node_modules/a/b/file', 'file');
  mkdirSync(join(folder, 'node_modules/a'));
  await until(() => told('create', 'node_modules/a'));
});

it('goes on telling of what is open in a folder that becomes ignored', async () => {
  mkdirSync(join(folder, 'out/deep'), { recursive: true });
  writeFileSync(join(folder, 'out/deep/file'), '1');
  await watch();
  watcher.watchOpened('out/deep/file', 'out/deep/file', 'file');
  writeFileSync(join(folder, '.gitignore'), 'out/\n');
  writeFileSync(join(folder, 'marker'), '');
  await until(() => told('create', 'marker'));
  writeFileSync(join(folder, 'out/deep/file'), '2');
  await until(() => told('update', 'out/deep/file'));
});

it('tells by the path through a link too, and where the link leads elsewhere', async () => {
  mkdirSync(join(folder, 'one/sub'), { recursive: true });
  mkdirSync(join(folder, 'two'));
  symlinkSync('one', join(folder, 'link'));
  symlinkSync('link', join(folder, 'twice'));
  writeFileSync(join(folder, 'one/file'), '1');
  await watch();
  watcher.watchOpened('link', 'one', 'folder');
  watcher.watchOpened('twice/file', 'one/file', 'file');
  writeFileSync(join(folder, 'one/file'), '2');
  await until(
    () => told('update', 'one/file') && told('update', 'link/file') && told('update', 'twice/file'),
  );
  writeFileSync(join(folder, 'one/new'), '');
  await until(() => told('create', 'link/new'));
  execFileSync('ln', ['-sfn', 'two', 'link'], { cwd: folder });
  await until(() => told('create', 'link') && told('create', 'twice/file'));
  events.length = 0;
  rmSync(join(folder, 'two'), { recursive: true });
  await until(() => told('delete', 'two') && told('delete', 'link'));
});

it('says that the repository changed, and nothing else of .git', async () => {
  const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args]);
  git('init', '-q');
  await watch();
  const gitChanges = () => events.filter((event) => event.type === 'git_changed').length;
  const as = ['-c', 'user.name=a', '-c', 'user.email=a@b'];
  git(...as, 'commit', '-q', '--allow-empty', '-m', 'first');
  await until(() => gitChanges() > 0);
  git('branch', 'topic/one');
  const before = gitChanges();
  await until(() => gitChanges() > before);
  git(...as, 'commit', '-q', '--allow-empty', '-m', 'second');
  git('update-ref', 'refs/heads/topic/one', 'HEAD');
  const second = gitChanges();
  await until(() => gitChanges() > second);
  expect(changes()).toEqual([]);
});

it('announces a flood of files as one reset', async () => {
  await watch();
  execFileSync('sh', ['-c', 'mkdir d && cd d && seq 12000 | xargs touch'], { cwd: folder });
  await until(() => events.some((event) => event.type === 'fs_reset'));
  expect(changes().length).toBeLessThanOrEqual(2_000);
  // The flood is not followed by its echo: the next announcement is of what happens next.
  writeFileSync(join(folder, 'd/after'), '');
  await until(
    () => told('create', 'd/after') || events.filter((event) => event.type === 'fs_reset').length > 1,
  );
});

it('has everything read anew when the system dropped events', async () => {
  for (const name of ['a', 'b']) writeFileSync(join(folder, name), '');
  await watch();
  const limit = Number(readFileSync('/proc/sys/fs/inotify/max_queued_events', 'utf8'));
  // Nothing takes events meanwhile. Writes to one file alone would be told as one.
  const script = `
    const { openSync, writeSync, writeFileSync } = require('node:fs');
    const files = ['a', 'b'].map((name) => openSync(name, 'a'));
    for (let write = 0; write < ${limit + 1_000}; write += 1) writeSync(files[write % 2], 'x');
    writeFileSync('lost', '');`;
  execFileSync(process.execPath, ['-e', script], { cwd: folder });
  await until(() => told('create', 'lost') || events.some((event) => event.type === 'fs_reset'));
  expect(told('create', 'lost'), 'the system must drop events, or this test proves nothing').toBe(false);
  events.length = 0;
  writeFileSync(join(folder, 'lost'), 'more');
  await until(() => told('update', 'lost'));
});

it('polls what the system does not watch, and says so', async () => {
  for (const name of ['a', 'b', 'c']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'a/file'), '1');
  await watch(2);
  expect(events).toContainEqual({ type: 'fs_watch', mode: 'polling' });
  for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, name, 'new'), '');
  await until(() => ['a', 'b', 'c'].every((name) => told('create', `${name}/new`)));
  writeFileSync(join(folder, 'a/file'), '22');
  await until(() => told('update', 'a/file'));
  for (const name of ['a', 'b', 'c']) rmSync(join(folder, name), { recursive: true });
  await until(() => events.some((event) => event.type === 'fs_watch' && event.mode === 'native'));
});
