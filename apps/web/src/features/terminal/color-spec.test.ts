import { expect, it } from 'vitest';
import { parseColor } from './color-spec';

it.each([
  ['#abc', '#a0b0c0'],
  ['#aBcDeF', '#abcdef'],
  ['#abc123def', '#ab12de'],
  ['#abcd1234ef56', '#ab12ef'],
  ['rgb:a/0/f', '#aa00ff'],
  ['RGB:ab/CD/01', '#abcd01'],
  ['rgb:fff/800/000', '#ff8000'],
  ['rgb:ffff/8080/0102', '#ff8001'],
])('reads %s as %s', (spec, color) => {
  expect(parseColor(spec)).toBe(color);
});

it.each([
  '',
  '?',
  'red',
  '#',
  '#ab',
  '#abcd',
  '#abcdefgh',
  '#1234567890abc',
  'rgb:',
  'rgb:a/b',
  'rgb:ab/c/d',
  'rgb:12345/0/0',
  'rgb:a/b/c/d',
  'rgb:g/0/0',
  '#abc\n',
])('takes %j for no colour', (spec) => {
  expect(parseColor(spec)).toBeUndefined();
});
