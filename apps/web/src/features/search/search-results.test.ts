import type { SearchMatch } from '@berth/protocol/search';
import { expect, it } from 'vitest';
import { resultRows, splitGlobs, trimmedMatch, withMatches } from './search-results';

const match = (path: string, line: number): SearchMatch => ({
  path,
  line,
  text: '  hit',
  textOffset: 0,
  ranges: [[2, 5]],
});

it('collects batches by file', () => {
  const files = withMatches(withMatches([], [match('a', 1), match('b', 1)]), [match('a', 2), match('c', 1)]);
  expect(files.map(({ path, matches }) => [path, matches.length])).toEqual([
    ['a', 2],
    ['b', 1],
    ['c', 1],
  ]);
  expect(resultRows(files, new Set(['a'])).map(({ key }) => key)).toEqual(['a', 'b', 'b:1', 'c', 'c:1']);
});

it('cuts the indentation but never into a match', () => {
  expect(trimmedMatch(match('a', 1))).toEqual({ text: 'hit', ranges: [[0, 3]] });
  expect(trimmedMatch({ text: '    ', ranges: [[1, 2]] })).toEqual({ text: '', ranges: [[0, 1]] });
});

it('splits globs', () => {
  expect(splitGlobs(' *.ts, src/** ,,')).toEqual(['*.ts', 'src/**']);
});
