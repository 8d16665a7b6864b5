import { expect, test } from 'vitest';
import { type KeptHereKey, outdated } from './kept-here';

const DAY = 24 * 60 * 60 * 1_000;
const key = (openedAt: number): KeptHereKey => ['p', 'a.txt', openedAt, 'page'];

test('texts of the last month are kept, fifty at most', () => {
  expect(outdated([key(0), key(5 * DAY), key(31 * DAY)], 32 * DAY)).toEqual([key(0)]);
  const many = Array.from({ length: 52 }, (_, index) => key(index));
  expect(outdated(many, 100)).toEqual([key(1), key(0)]);
});
