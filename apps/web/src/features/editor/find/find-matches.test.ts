import { expect, test } from 'vitest';
import { findMatches } from './find-matches';
import { emptyQuery, type FindQuery } from './find-query';

const places = (text: string, search: string, options: Partial<FindQuery> = {}) => [
  ...findMatches(text, { ...emptyQuery, search, ...options }).ranges,
];

test('a text is found as it is written, in either case unless asked otherwise', () => {
  expect(places('a.b A.B axb', 'a.b')).toEqual([0, 3, 4, 7]);
  expect(places('a.b A.B axb', 'a.b', { caseSensitive: true })).toEqual([0, 3]);
  expect(places('x/y-z [1] \\n', '/y-z [1] \\n')).toEqual([1, 12]);
  expect(places('Ä ä', 'ä')).toEqual([0, 1, 2, 3]);
});

test('whole words have no word beside them; what is no word itself stands anywhere', () => {
  expect(places('cat concat cat_ 𝒜cat cat.', 'cat', { wholeWord: true })).toEqual([0, 3, 22, 25]);
  expect(places('a->b', '->', { wholeWord: true })).toEqual([1, 3]);
});

test('an expression matches over lines, at their ends, and nothing at all', () => {
  expect(places('a\nb', 'a\\nb', { regexp: true })).toEqual([0, 3]);
  expect(places('a\nb', '^', { regexp: true })).toEqual([0, 0, 2, 2]);
  expect(places('😀b', 'x*', { regexp: true })).toEqual([0, 0, 2, 2, 3, 3]);
  expect(() => places('a', '(', { regexp: true })).toThrow(SyntaxError);
});

test('matches are counted up to a limit', () => {
  const query = { ...emptyQuery, search: 'a' };
  expect(findMatches('aaa', query, { limit: 2 })).toEqual({ ranges: Uint32Array.of(0, 1, 1, 2), more: true });
  expect(findMatches('aaa', query, { limit: 3 }).more).toBe(false);
});

test('where parts are searched, matches lie in one of them, and what is around them still counts', () => {
  const within = [
    { from: 2, to: 5 },
    { from: 8, to: 11 },
  ];
  const found = (text: string, search: string, options: Partial<FindQuery> = {}) => [
    ...findMatches(text, { ...emptyQuery, search, ...options }, { within }).ranges,
  ];
  expect(found('aaaaaaaaaaaa', 'aa')).toEqual([2, 4, 8, 10]);
  expect(found('aa aa aa aa aa', '\\w+', { regexp: true })).toEqual([3, 5, 9, 11]);
  expect(found('xxabcdxxabc', 'abc', { wholeWord: true })).toEqual([]);
  expect(found('xxabc xx-abc', '(?<=x)abc', { regexp: true })).toEqual([2, 5]);
});
