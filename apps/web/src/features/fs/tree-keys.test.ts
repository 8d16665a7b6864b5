import type { EntryType } from '@berth/protocol/fs-entry';
import { describe, expect, it } from 'vitest';
import { entryInPlaceOf, treeIntent, typeAhead } from './tree-keys';
import type { TreeRow } from './tree-rows';

function row(path: string, options: { type?: EntryType; open?: boolean } = {}): TreeRow {
  const parts = path.split('/');
  const { type = 'file', open = false } = options;
  const entry = { name: parts.at(-1) ?? '', path, type, size: 0, mtime: '2026-01-01T00:00:00.000Z', mode: 0 };
  return { kind: 'entry', key: path, depth: parts.length - 1, entry, open, position: 1, siblings: 1 };
}

const rows = [
  row('lib', { type: 'directory' }),
  row('src', { type: 'directory', open: true }),
  row('src/main.ts'),
  row('readme.md'),
];

describe('treeIntent', () => {
  const press = (key: string, focused: string | null) => treeIntent(key, { rows, focused, page: 2 });

  it('moves and stops at the ends', () => {
    expect(press('ArrowDown', null)).toEqual({ do: 'focus', path: 'lib' });
    expect(press('ArrowDown', 'readme.md')).toEqual({ do: 'focus', path: 'readme.md' });
    expect(press('PageDown', 'lib')).toEqual({ do: 'focus', path: 'src/main.ts' });
    expect(press('End', 'lib')).toEqual({ do: 'focus', path: 'readme.md' });
  });

  it('opens, enters, closes and leaves folders', () => {
    expect(press('ArrowRight', 'lib')).toEqual({ do: 'expand', path: 'lib' });
    expect(press('ArrowRight', 'src')).toEqual({ do: 'focus', path: 'src/main.ts' });
    expect(press('ArrowLeft', 'src/main.ts')).toEqual({ do: 'focus', path: 'src' });
    expect(press('ArrowLeft', 'src')).toEqual({ do: 'collapse', path: 'src' });
    expect(press('ArrowLeft', 'lib')).toBeNull();
  });

  it('acts on entries only when one is focused', () => {
    expect(press('Delete', null)).toBeNull();
    expect(press('Delete', 'readme.md')).toMatchObject({ do: 'delete' });
    expect(press('Enter', 'readme.md')).toMatchObject({ do: 'open', preview: false });
    expect(press('x', 'readme.md')).toBeNull();
  });
});

describe('typeAhead', () => {
  it('goes round, and stays while the name is typed on', () => {
    expect(typeAhead('r', { rows, focused: 'lib' })).toBe('readme.md');
    expect(typeAhead('s', { rows, focused: 'readme.md' })).toBe('src');
    expect(typeAhead('re', { rows, focused: 'readme.md' })).toBe('readme.md');
    expect(typeAhead('zz', { rows, focused: 'lib' })).toBeNull();
  });
});

describe('what is focused after a deletion', () => {
  it('is the next entry of the folder, or else the line before', () => {
    expect(entryInPlaceOf(['lib'], rows)).toBe('src');
    expect(entryInPlaceOf(['src'], rows)).toBe('readme.md');
    expect(entryInPlaceOf(['src/main.ts'], rows)).toBe('src');
    expect(entryInPlaceOf(['readme.md'], rows)).toBe('src/main.ts');
    expect(entryInPlaceOf(['gone'], rows)).toBeNull();
    expect(entryInPlaceOf(['only'], [row('only')])).toBeNull();
  });

  it('is what stays nearest to the last of several', () => {
    expect(entryInPlaceOf(['lib', 'src/main.ts'], rows)).toBe('src');
    expect(entryInPlaceOf(['src', 'readme.md'], rows)).toBe('lib');
    expect(entryInPlaceOf(['lib', 'src', 'readme.md'], rows)).toBeNull();
  });
});
