import type { RepositoryStatus } from '@berth/protocol/git-status';
import { expect, it } from 'vitest';
import { changeCount, changeRows } from './change-rows';
import { decorations } from './decorations';

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
  const decorate = decorations(status);
  expect(decorate('src/a.ts', 'file')?.letter).toBe('M');
  expect(decorate('src', 'directory')).toMatchObject({ tone: 'modified' });
  expect(decorate('new', 'directory')?.tone).toBe('untracked');
  expect(decorate('new/deep/b', 'file')?.letter).toBe('U');
  expect(decorate('other', 'file')).toBeUndefined();
});
