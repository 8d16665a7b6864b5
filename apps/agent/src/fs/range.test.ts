import { expect, it } from 'vitest';
import { parseRange } from './range';

it.each([
  [undefined, 10, 'all'],
  ['bytes=0-', 10, { start: 0, end: 9 }],
  ['bytes=2-4', 10, { start: 2, end: 4 }],
  ['bytes=2-400', 10, { start: 2, end: 9 }],
  ['bytes=-3', 10, { start: 7, end: 9 }],
  ['bytes=-300', 10, { start: 0, end: 9 }],
  ['bytes=10-', 10, 'unsatisfiable'],
  ['bytes=-0', 10, 'unsatisfiable'],
  ['bytes=0-', 0, 'unsatisfiable'],
  ['bytes=5-2', 10, 'all'],
  ['bytes=0-1,4-5', 10, 'all'],
  ['bytes=-', 10, 'all'],
  ['lines=1-2', 10, 'all'],
])('reads %j of %j bytes', (header, size, expected) => {
  expect(parseRange(header, size)).toEqual(expected);
});
