import type { Entry } from '@berth/protocol/fs-entry';
import { describe, expect, it } from 'vitest';
import {
  extended,
  isCovered,
  movedSelection,
  outermost,
  selectAllOf,
  selectOnly,
  stillShown,
  targetsAt,
  toggled,
} from './tree-selection';

const shown = ['lib', 'src', 'src/a.txt', 'src/b.txt', 'readme.md'];
const to = (path: string, from = selectOnly('src')) => extended(from, path, { shown, add: false });
const at = (path: string): Entry => ({
  name: path.slice(path.lastIndexOf('/') + 1),
  path,
  type: 'file',
  size: 0,
  mtime: '2026-01-01T00:00:00.000Z',
  mode: 0,
});
const pathsOf = (entries: readonly Entry[]) => entries.map(({ path }) => path);

describe('a range', () => {
  it('goes from its anchor either way, and is drawn anew as its end moves', () => {
    const down = to('src/b.txt');
    expect([...down.selected]).toEqual(['src', 'src/a.txt', 'src/b.txt']);
    expect(down).toMatchObject({ focused: 'src/b.txt', anchor: 'src' });
    expect([...to('src/a.txt', down).selected]).toEqual(['src', 'src/a.txt']);
    expect([...to('lib', down).selected]).toEqual(['lib', 'src']);
  });

  it('takes the place of what was selected, or is added to it', () => {
    const apart = toggled(selectOnly('lib'), 'src/a.txt');
    expect([...to('src/b.txt', apart).selected]).toEqual(['src/a.txt', 'src/b.txt']);
    const added = extended(apart, 'src/b.txt', { shown, add: true });
    expect([...added.selected]).toEqual(['lib', 'src/a.txt', 'src/b.txt']);
  });

  it('starts at the focus where its anchor is not shown, and else at its end', () => {
    const from = { ...selectOnly('src'), anchor: 'gone' };
    expect([...to('src/a.txt', from).selected]).toEqual(['src', 'src/a.txt']);
    expect(to('src/a.txt', selectOnly(null))).toEqual(selectOnly('src/a.txt'));
  });
});

it('takes away what is toggled again, and ranges start there', () => {
  const both = toggled(selectOnly('lib'), 'readme.md');
  expect([...both.selected]).toEqual(['lib', 'readme.md']);
  const one = toggled(both, 'lib');
  expect([...one.selected]).toEqual(['readme.md']);
  expect(one).toMatchObject({ focused: 'lib', anchor: 'lib' });
  expect(toggled(one, 'readme.md').selected.size).toBe(0);
});

it('focuses the first of several', () => {
  expect(selectAllOf(['src', 'lib'])).toEqual({
    focused: 'src',
    selected: new Set(['src', 'lib']),
    anchor: 'src',
  });
  expect(selectAllOf([])).toEqual(selectOnly(null));
});

describe('what is no longer shown', () => {
  const now = ['lib', 'src', 'readme.md'];

  it('leaves the selection, unlike what is not shown yet', () => {
    const selection = selectAllOf(['lib', 'src/a.txt', 'new/c.txt']);
    expect([...stillShown(selection, { before: shown, now }).selected]).toEqual(['lib', 'new/c.txt']);
    expect(stillShown(selection, { before: shown, now: shown })).toBe(selection);
  });

  it('leaves the focus to what is still selected, if anything is', () => {
    const several = selectAllOf(['src/a.txt', 'readme.md']);
    expect(stillShown(several, { before: shown, now }).focused).toBe('readme.md');
    const one = stillShown(selectOnly('src/a.txt'), { before: shown, now });
    expect(one).toMatchObject({ focused: 'src/a.txt', selected: new Set() });
  });
});

it('goes along with a folder that moves', () => {
  const selection = { focused: 'src/a.txt', selected: new Set(['src/a.txt', 'srcs']), anchor: 'src' };
  expect(movedSelection(selection, 'src', 'lib/src')).toEqual({
    focused: 'lib/src/a.txt',
    selected: new Set(['lib/src/a.txt', 'srcs']),
    anchor: 'lib/src',
  });
});

describe('what is acted on', () => {
  it('is each entry once, and nothing that a folder of the selection covers', () => {
    const entries = ['src', 'src/a.txt', 'src/deep/x.txt', 'srcs', 'readme.md', 'readme.md'].map(at);
    expect(pathsOf(outermost(entries))).toEqual(['src', 'srcs', 'readme.md']);
    expect(isCovered('src/deep/x.txt', new Set(['src']))).toBe(true);
    expect(isCovered('srcs', new Set(['src']))).toBe(false);
  });

  it('is the selection at one of its entries, and at any other that one', () => {
    const selected = ['lib', 'src/a.txt'].map(at);
    expect(pathsOf(targetsAt(at('lib'), selected))).toEqual(['lib', 'src/a.txt']);
    expect(pathsOf(targetsAt(at('readme.md'), selected))).toEqual(['readme.md']);
    expect(targetsAt(null, selected)).toEqual([]);
  });
});
