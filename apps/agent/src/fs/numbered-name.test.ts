import { expect, it } from 'vitest';
import { numberedName } from './numbered-name';

it.each([
  ['a.txt', 0, 'a.txt'],
  ['a.txt', 2, 'a (2).txt'],
  ['a.tar.gz', 1, 'a (1).tar.gz'],
  ['Makefile', 1, 'Makefile (1)'],
  ['.env', 1, '.env (1)'],
  ['.env.local', 1, '.env (1).local'],
  [`${'é'.repeat(125)}x.txt`, 12, `${'é'.repeat(123)} (12).txt`],
  [`${'😀'.repeat(63)}.md`, 1, `${'😀'.repeat(62)} (1).md`],
])('%s, %i: %s', (name, number, expected) => {
  expect(numberedName(name, number)).toBe(expected);
});
