import { expect, test } from 'vitest';
import { dayName, groupByDay } from './day-groups';

const at = (text: string) => new Date(text).getTime();
const now = at('2026-03-30T01:00:00');

test.each([
  ['2026-03-30T00:30:00', 'Today'],
  ['2026-03-31T00:30:00', 'Today'],
  ['2026-03-29T23:59:00', 'Yesterday'],
  ['2026-03-28T12:00:00', 'Saturday'],
  ['2026-03-24T00:00:00', 'Tuesday'],
  ['2026-03-23T12:00:00', 'March 23'],
  ['2025-12-31T12:00:00', 'December 31, 2025'],
])('%s is %s', (time, name) => expect(dayName(at(time), now)).toBe(name));

test('groups runs of one day in their order', () => {
  const items = ['2026-03-30T00:30:00', '2026-03-30T00:10:00', '2026-03-29T10:00:00'].map((updatedAt) => ({
    updatedAt,
  }));
  expect(groupByDay(items, now).map(({ day, items: group }) => [day, group.length])).toEqual([
    ['Today', 2],
    ['Yesterday', 1],
  ]);
});
