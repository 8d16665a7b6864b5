import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Dir, hasHandles } from './dir';
import { lookAtAll, lookByNode, lookBySystemCall } from './look-at-all';
import type { FolderItem } from './read-items';
import { loadStatx } from './statx';

const NOT_UTF8 = Buffer.from([0x66, 0xff]);

let folder: string;
let dir: Dir;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-look-'));
  dir = Dir.open(folder);
});
afterEach(() => {
  dir[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, name);

/** Entries of every kind, and one that has gone. */
function makeAll(): FolderItem[] {
  writeFileSync(at('plain'), 'text');
  writeFileSync(at('set-user-id'), '');
  chmodSync(at('set-user-id'), 0o4751);
  writeFileSync(at('large'), '');
  truncateSync(at('large'), 5 * 2 ** 40 + 7);
  writeFileSync(at('😀 日本'), 'x');
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), NOT_UTF8]), 'bytes');
  mkdirSync(at('sticky'));
  chmodSync(at('sticky'), 0o1777);
  symlinkSync('sticky', at('link'));
  symlinkSync('none', at('broken'));
  execFileSync('mkfifo', [at('pipe')]);
  // Node's own call takes a time before 1970 for none.
  const times: [string, number][] = [
    ['1901', -2_147_483_000.5],
    ['before-1970', -0.25],
    ['1970', 0],
    ['nanoseconds', 1_700_000_000.123456],
    ['2400', 13_569_465_600.75],
  ];
  for (const [name, seconds] of times) {
    symlinkSync('none', at(name));
    execFileSync('touch', ['-h', '-d', `@${seconds}`, at(name)]);
  }
  const names = ['plain', 'set-user-id', 'large', '😀 日本', 'sticky', 'link', 'broken', 'pipe', 'gone'];
  const items = [...names, ...times.map(([name]) => name)].map((name) => ({ name }));
  return [...items, { name: NOT_UTF8.toString(), bytes: NOT_UTF8 }];
}

const told = (looked: ReturnType<typeof lookAtAll> | undefined) =>
  looked?.map(({ name, type, folder: isFolder, facts: { mode, size, mtimeMs } }) => ({
    name,
    type,
    isFolder,
    mode,
    size,
    mtimeMs,
  }));

it.runIf(hasHandles)('sees by the system call what Node sees', () => {
  const items = makeAll();
  const byNode = told(lookByNode(dir, items));
  expect(told(lookBySystemCall(dir, items, loadStatx()))).toEqual(byNode);
  expect(byNode).toHaveLength(items.length - 1);
  expect(byNode?.find(({ name }) => name === 'large')?.size).toBe(5 * 2 ** 40 + 7);
  expect(byNode?.find(({ name }) => name === '1901')?.mtimeMs).toBe(-2_147_483_000_500);
});

it.runIf(hasHandles)('looks at many as at few', () => {
  const items = [...makeAll(), ...Array.from({ length: 300 }, (_, index) => ({ name: `${index}` }))];
  for (const { name } of items.slice(-300)) writeFileSync(at(name), name);
  expect(told(lookAtAll(dir, items))).toEqual(told(items.flatMap((item) => lookAtAll(dir, [item]))));
});

it('leaves it to Node where the system call does not see the folder itself, or there is none', () => {
  writeFileSync(at('a'), '');
  expect(lookBySystemCall(dir, [{ name: 'a' }], () => undefined)).toBeUndefined();
  expect(lookBySystemCall(dir, [{ name: 'a' }], undefined)).toBeUndefined();
});

it.runIf(hasHandles)('looks in the folder that is held, wherever its path leads by now', () => {
  const items = [{ name: 'a' }];
  writeFileSync(at('a'), 'inside');
  const moved = `${folder}-moved`;
  execFileSync('mv', [folder, moved]);
  mkdirSync(folder);
  try {
    writeFileSync(at('a'), '');
    expect(lookBySystemCall(dir, items, loadStatx())?.[0]?.facts.size).toBe('inside'.length);
    // What is looked at by path is the other file.
    expect(lstatSync(at('a')).size).toBe(0);
  } finally {
    rmSync(moved, { recursive: true });
  }
});
