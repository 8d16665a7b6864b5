import { expect, it } from 'vitest';
import { parsePath } from './path';

it.each([
  ['.', []],
  ['', []],
  ['a//b/./c/', ['a', 'b', 'c']],
  ['a/../b', ['b']],
  ['...', ['...']],
  ['a\\b', ['a\\b']],
  ['100%', ['100%']],
  ['C:', ['C:']],
] as const)('reads %j', (path, expected) => {
  expect(parsePath(path)).toEqual(expected);
});

it.each([
  '/etc/passwd',
  '..',
  '../sibling',
  'a/../../b',
  '..\\..\\etc',
  'C:\\Windows',
  '\\\\host\\share',
  '%2e%2e',
  '%2e%2e/secret',
  '%2e%2e%2fsecret',
  '%252e%252e%252fsecret',
  '..%5csecret',
  'a/%2E%2E/%2E%2E/b',
])('refuses %j', (path) => {
  expect(() => parsePath(path)).toThrow(expect.objectContaining({ code: 'PATH_OUTSIDE_PROJECT' }));
});
