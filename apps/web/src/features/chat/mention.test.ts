import { expect, test } from 'vitest';
import { findMention } from './mention';

test.each([
  ['@', { start: 0, query: '' }],
  ['see @src/ma', { start: 4, query: 'src/ma' }],
  ['two\n@b', { start: 4, query: 'b' }],
  ['me@example', undefined],
  ['@done here', undefined],
  ['', undefined],
])('%j', (text, mention) => expect(findMention(text, text.length)).toEqual(mention));

test('looks before the cursor only', () =>
  expect(findMention('@ab cd', 2)).toEqual({ start: 0, query: 'a' }));
