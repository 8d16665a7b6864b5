import { expect, it } from 'vitest';
import { isoTime, isSayableTime, sayableTime } from './iso-time';

it('says what the date says, whatever was asked before', () => {
  const times = [0, 1, -1, 999, 1000, -1500, 1_700_000_000_123, 1_700_000_000_999, 4e12, 2.5e14];
  for (const time of [...times, ...times.toReversed()])
    expect(isoTime(time)).toBe(new Date(time).toISOString());
});

it.each([
  [9e15, '9999-12-31T23:59:59.999Z'],
  [253_402_300_799_999.4, '9999-12-31T23:59:59.999Z'],
  [Number.POSITIVE_INFINITY, '9999-12-31T23:59:59.999Z'],
  [-9e15, '0000-01-01T00:00:00.000Z'],
  [1.6, '1970-01-01T00:00:00.002Z'],
])('says of %d the nearest that four digits of a year can', (ms, text) => {
  const time = sayableTime(ms);
  expect(isSayableTime(time)).toBe(true);
  expect(isoTime(time)).toBe(text);
});

it.each([Number.NaN, 1.5, 9e15, -9e15, '1', null])('takes no other time: %s', (value) => {
  expect(isSayableTime(value)).toBe(false);
});
