import type { RepositoryStatus } from '@berth/protocol/git-status';
import { expect, it } from 'vitest';
import { activeIndex, type ChangeRow, changeCount, changeRows, discardable } from './change-rows';
import { decorationOf, decorations } from './decorations';

const status = {
  conflicted: [],
  staged: [{ path: 'src/a.ts', status: 'added' }],
  unstaged: [{ path: 'src/a.ts', status: 'modified' }],
  untracked: [{ path: 'new/', status: 'untracked' }],
} as unknown as RepositoryStatus;

it('lists groups that have changes, and closed ones without them', () => {
  const rows = changeRows(status, new Set(['unstaged']));
  expect(rows.map(({ id }) => id)).toEqual([
    'staged',
    'staged:src/a.ts',
    'unstaged',
    'untracked',
    'untracked:new/',
  ]);
  expect(changeCount(status)).toBe(3);
});

it('decorates files, what is in untracked folders, and folders of changes', () => {
  const decorate = decorations(status, new Set());
  expect(decorate('src/a.ts', 'file')?.letter).toBe('M');
  expect(decorate('src', 'directory')).toMatchObject({ tone: 'modified' });
  expect(decorate('new', 'directory')?.tone).toBe('untracked');
  expect(decorate('new/deep/b', 'file')?.letter).toBe('U');
  expect(decorate('other', 'file')).toBeUndefined();
});

it('dims what is ignored and all that is below, but for what was changed there', () => {
  const decorate = decorations(status, new Set(['dist', 'src', 'new/x.log']));
  expect(decorate('dist', 'directory')).toMatchObject({ tone: 'ignored', letter: '' });
  expect(decorate('dist/deep/b', 'file')?.tone).toBe('ignored');
  expect(decorate('new/x.log', 'file')?.tone).toBe('ignored');
  expect(decorate('new/y', 'file')?.tone).toBe('untracked');
  expect(decorate('src/a.ts', 'file')?.tone).toBe('modified');
  expect(decorate('distant', 'file')).toBeUndefined();
});

it('stays at a line, or at its place when the line is gone', () => {
  const rows = changeRows(status, new Set());
  expect(activeIndex(rows, null)).toBe(0);
  expect(activeIndex(rows, { id: 'untracked:new/', index: 0 })).toBe(5);
  expect(activeIndex(rows, { id: 'unstaged:gone', index: 3 })).toBe(3);
  expect(activeIndex(rows, { id: 'unstaged:gone', index: 9 })).toBe(5);
  expect(activeIndex([], { id: 'unstaged:gone', index: 9 })).toBe(0);
});

it('calls a submodule by its name, and leaves what is inside to it', () => {
  const change = { path: 'sub', status: 'modified', submodule: true } as const;
  expect(decorationOf(change)).toMatchObject({ letter: 'S', label: 'Submodule modified' });
  expect(decorationOf({ ...change, onlyInside: true }).label).toBe('Submodule with changes inside');
  const row: ChangeRow = { kind: 'change', id: 'unstaged:sub', group: 'unstaged', change };
  expect(discardable(row)).toBe(false);
  expect(discardable({ ...row, change: { path: 'a', status: 'modified' } })).toBe(true);
});
