import { expect, it } from 'vitest';
import { Rate, timeLeft } from './rate';

it('measures the last seconds only', () => {
  const rate = new Rate();
  expect(rate.perSecond).toBeNull();
  for (let second = 0; second <= 20; second += 1)
    rate.note(second < 10 ? 0 : (second - 10) * 1000, second * 1000);
  expect(rate.perSecond).toBe(1000);
});

it('says how long it takes in words', () => {
  expect(timeLeft(1000, null)).toBe('');
  expect(timeLeft(1000, 100)).toBe('10 s left');
  expect(timeLeft(120_000, 1000)).toBe('2 min left');
  expect(timeLeft(7_300_000, 1000)).toBe('2 h 2 min left');
});
