import { describe, expect, it } from 'vitest';
import {
  ancestorsOf,
  copyName,
  isWithin,
  joinPath,
  movedPath,
  nameProblem,
  parentOf,
  shownName,
} from './paths';

describe('paths', () => {
  it('finds parents and ancestors', () => {
    expect(parentOf('a')).toBe('.');
    expect(parentOf('a/b/c')).toBe('a/b');
    expect(ancestorsOf('a/b/c')).toEqual(['a', 'a/b']);
    expect(ancestorsOf('a')).toEqual([]);
    expect(joinPath('.', 'a')).toBe('a');
  });

  it('does not take a sibling with the same beginning for a child', () => {
    expect(isWithin('src-old/a', 'src')).toBe(false);
    expect(movedPath('src-old/a', 'src', 'lib')).toBe('src-old/a');
    expect(movedPath('src/a', 'src', 'lib')).toBe('lib/a');
    expect(movedPath('src', 'src', 'lib')).toBe('lib');
  });

  it('says what is wrong with a name', () => {
    expect(nameProblem(' ', { nested: true })).toBeDefined();
    expect(nameProblem('a/b', { nested: false })).toBeDefined();
    expect(nameProblem('a//b', { nested: true })).toBeDefined();
    expect(nameProblem('../b', { nested: true })).toBeDefined();
    expect(nameProblem('ä'.repeat(128), { nested: false })).toBeDefined();
    expect(nameProblem('a/b.txt', { nested: true })).toBeUndefined();
    expect(nameProblem('new/', { nested: true })).toBeUndefined();
  });

  it('shows a name in one line, from left to right', () => {
    expect(shownName('two\nlines\t.txt')).toBe('two\u240alines\u2409.txt');
    expect(shownName('\u202egnp.txt')).toBe('\ufffdgnp.txt');
    expect(shownName('\u00e4 \u{1f600} \u05d0.txt')).toBe('\u00e4 \u{1f600} \u05d0.txt');
  });

  it('names copies before their extension', () => {
    expect(copyName('a.txt', new Set())).toBe('a copy.txt');
    expect(copyName('a.txt', new Set(['a copy.txt']))).toBe('a copy 2.txt');
    expect(copyName('.env', new Set())).toBe('.env copy');
    expect(copyName(`${'é'.repeat(125)}x.txt`, new Set())).toBe(`${'é'.repeat(123)} copy.txt`);
  });
});
