import type { Entry } from '@berth/protocol/fs-entry';
import { describe, expect, it } from 'vitest';
import type { Folder } from './folder-queries';
import { shownFolders, treeRows } from './tree-rows';

const entry = (path: string, type: Entry['type']): Entry => ({
  name: path.slice(path.lastIndexOf('/') + 1),
  path,
  type,
  size: 0,
  mtime: '2026-01-01T00:00:00.000Z',
  mode: 0o644,
});
const folder = (...entries: Entry[]): Folder => ({ entries, nextCursor: null, total: entries.length });

describe('treeRows', () => {
  const root = folder(entry('src', 'directory'), entry('a.txt', 'file'));

  it('puts the entries of open folders below them', () => {
    const rows = treeRows({
      expanded: new Set(['src']),
      folders: new Map([
        ['.', { folder: root }],
        ['src', { folder: folder(entry('src/main.ts', 'file')) }],
      ]),
      creating: null,
    });
    expect(rows.map(({ key, depth }) => [key, depth])).toEqual([
      ['src', 0],
      ['src/main.ts', 1],
      ['a.txt', 0],
    ]);
  });

  it('keeps entries apart whose names are no text and look the same', () => {
    const odd = { ...entry('caf\uFFFD', 'file'), validUtf8: false } as const;
    const rows = treeRows({
      expanded: new Set(),
      folders: new Map([['.', { folder: folder(odd, odd) }]]),
      creating: null,
    });
    expect(new Set(rows.map(({ key }) => key)).size).toBe(2);
  });

  it('shows that a folder is being read, cannot be read, is empty or has more', () => {
    const rows = treeRows({
      expanded: new Set(['src']),
      folders: new Map([['.', { folder: { ...root, nextCursor: 'next', total: 10 } }]]),
      creating: null,
    });
    expect(rows.map(({ kind }) => kind)).toEqual(['entry', 'loading', 'entry', 'more']);
    expect(rows.at(-1)).toMatchObject({ missing: 8 });
    const failed = treeRows({
      expanded: new Set(),
      folders: new Map([['.', { error: 'x' }]]),
      creating: null,
    });
    expect(failed.map(({ kind }) => kind)).toEqual(['failed']);
    const empty = treeRows({
      expanded: new Set(),
      folders: new Map([['.', { folder: folder() }]]),
      creating: null,
    });
    expect(empty.map(({ kind }) => kind)).toEqual(['empty']);
  });

  it('puts the field for a new entry first in its folder', () => {
    const rows = treeRows({
      expanded: new Set(['src']),
      folders: new Map([
        ['.', { folder: root }],
        ['src', { folder: folder() }],
      ]),
      creating: { parent: 'src', type: 'file' },
    });
    expect(rows.map(({ kind }) => kind)).toEqual(['entry', 'create', 'entry']);
  });
});

describe('shownFolders', () => {
  it('leaves out folders inside of closed ones', () => {
    expect(shownFolders(new Set(['a/b', 'c', 'c/d']))).toEqual(['.', 'c', 'c/d']);
  });
});
