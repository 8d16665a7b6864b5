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

const cut = (...paths: string[]) => ({ paths, mode: 'cut' }) as const;
const copied = (...paths: string[]) => ({ paths, mode: 'copy' }) as const;
const move = (path: string, to: string) => ({ do: 'move', moves: [{ path, to }], staying: [] });
const copy = (path: string, folder: string) => ({ do: 'copy', copies: [{ path, folder }] });
const refuse = (path: string) => ({ do: 'refuse', path });

it('pastes into a folder, beside a file, and into the root', () => {
  const file = 'a/x.txt';
  expect(planPaste(cut(file), at('lib', 'directory'))).toEqual(move(file, 'lib/x.txt'));
  expect(planPaste(cut(file), at('lib/in/y.txt', 'file'))).toEqual(move(file, 'lib/in/x.txt'));
  expect(planPaste(cut(file), null)).toEqual(move(file, 'x.txt'));
  expect(planPaste(copied(file), at('lib', 'directory'))).toEqual(copy(file, 'lib'));
  expect(planPaste(copied(file), at('a/x.txt', 'file'))).toEqual(copy(file, 'a'));
  expect(planPaste(copied(file), null)).toEqual(copy(file, '.'));
});

it('leaves what was cut where it is', () => {
  const stay = (path: string) => ({ do: 'move', moves: [], staying: [path] });
  expect(planPaste(cut('a/x.txt'), at('a/x.txt', 'file'))).toEqual(stay('a/x.txt'));
  expect(planPaste(cut('x.txt'), null)).toEqual(stay('x.txt'));
});

it('puts no folder into itself', () => {
  const folder = at('a', 'directory');
  expect(planPaste(cut('a'), folder)).toEqual(refuse('a'));
  expect(planPaste(cut('a'), at('a/b/y.txt', 'file'))).toEqual(refuse('a'));
  expect(planPaste(copied('a'), at('a/b', 'directory'))).toEqual(refuse('a'));
  expect(planPaste(copied('a'), folder)).toEqual(copy('a', '.'));
  expect(planPaste(cut('a'), at('ab', 'directory'))).toEqual(move('a', 'ab/a'));
});

it('pastes several at one place, or none where one would go into itself', () => {
  expect(planPaste(cut('a/x.txt', 'y.txt', 'lib/z.txt'), at('lib', 'directory'))).toEqual({
    do: 'move',
    moves: [
      { path: 'a/x.txt', to: 'lib/x.txt' },
      { path: 'y.txt', to: 'lib/y.txt' },
    ],
    staying: ['lib/z.txt'],
  });
  expect(planPaste(cut('y.txt', 'lib'), at('lib/in', 'directory'))).toEqual(refuse('lib'));
  // Copied and pasted where they are, all get names of their own there.
  expect(planPaste(copied('y.txt', 'lib'), at('lib', 'directory'))).toEqual({
    do: 'copy',
    copies: [
      { path: 'y.txt', folder: '.' },
      { path: 'lib', folder: '.' },
    ],
  });
});
