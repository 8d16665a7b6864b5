import type { Entry, EntryType } from '@berth/protocol/fs-entry';
import { expect, it } from 'vitest';
import { planPaste } from './paste';

const at = (path: string, type: EntryType): Entry => ({
  name: path.slice(path.lastIndexOf('/') + 1),
  path,
  type,
  size: 0,
  mtime: '2026-01-01T00:00:00.000Z',
  mode: 0,
});

it('pastes into a folder, beside a file, and into the root', () => {
  const cut = { path: 'a/x.txt', mode: 'cut' } as const;
  expect(planPaste(cut, at('lib', 'directory'))).toEqual({ do: 'move', to: 'lib/x.txt' });
  expect(planPaste(cut, at('lib/in/y.txt', 'file'))).toEqual({ do: 'move', to: 'lib/in/x.txt' });
  expect(planPaste(cut, null)).toEqual({ do: 'move', to: 'x.txt' });
  const copied = { path: 'a/x.txt', mode: 'copy' } as const;
  expect(planPaste(copied, at('lib', 'directory'))).toEqual({ do: 'copy', folder: 'lib' });
  expect(planPaste(copied, at('a/x.txt', 'file'))).toEqual({ do: 'copy', folder: 'a' });
  expect(planPaste(copied, null)).toEqual({ do: 'copy', folder: '.' });
});

it('leaves what was cut where it is', () => {
  expect(planPaste({ path: 'a/x.txt', mode: 'cut' }, at('a/x.txt', 'file'))).toEqual({ do: 'stay' });
  expect(planPaste({ path: 'x.txt', mode: 'cut' }, null)).toEqual({ do: 'stay' });
});

it('puts no folder into itself', () => {
  const folder = at('a', 'directory');
  expect(planPaste({ path: 'a', mode: 'cut' }, folder)).toEqual({ do: 'refuse' });
  expect(planPaste({ path: 'a', mode: 'cut' }, at('a/b/y.txt', 'file'))).toEqual({ do: 'refuse' });
  expect(planPaste({ path: 'a', mode: 'copy' }, at('a/b', 'directory'))).toEqual({ do: 'refuse' });
  expect(planPaste({ path: 'a', mode: 'copy' }, folder)).toEqual({ do: 'copy', folder: '.' });
  expect(planPaste({ path: 'a', mode: 'cut' }, at('ab', 'directory'))).toEqual({ do: 'move', to: 'ab/a' });
});
