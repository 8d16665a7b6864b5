import { expect, it } from 'vitest';
import { isoDate } from './git-date';

it('writes git’s times in ISO 8601, with their offsets', () => {
  expect(isoDate('1288888888 +0000')).toBe('2010-11-04T16:41:28+00:00');
  expect(isoDate('1288888888 +0530')).toBe('2010-11-04T22:11:28+05:30');
  expect(isoDate('1288888888 -0800')).toBe('2010-11-04T08:41:28-08:00');
});

it('takes an offset no place has for none, and what is no time for 1970, as git does', () => {
  expect(isoDate('1288888888 +51800')).toBe('2010-11-04T16:41:28+00:00');
  expect(isoDate('1288888888 +0099')).toBe('2010-11-04T16:41:28+00:00');
  for (const raw of ['', '18446744073709551611 +0000', '-5 +0000', 'today']) {
    expect(isoDate(raw)).toBe('1970-01-01T00:00:00+00:00');
  }
});
