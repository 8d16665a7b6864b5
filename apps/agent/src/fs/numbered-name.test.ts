import { expect, it } from 'vitest';
import { numberedName } from './numbered-name';

it.each([
  ['a.txt', 0, 'a.txt'],
  ['a.txt', 2, 'a (2).txt'],
  ['a.tar.gz', 1, 'a (1).tar.gz'],
  ['Makefile', 1, 'Makefile (1)'],
  ['.env', 1, '.env (1)'],
  ['.env.local', 1, '.env (1).local'],
])('%s, %i: %s', (name, number, expected) => {
  expect(numberedName(name, number)).toBe(expected);
});
