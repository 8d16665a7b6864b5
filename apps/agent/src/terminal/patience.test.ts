import { expect, it } from 'vitest';
import { Patience } from './patience';

it('is over after two seconds in which others had to wait, and grows back', () => {
  let now = 0;
  const patience = new Patience(() => now);
  const after = (ms: number, makesOthersWait: boolean): boolean => {
    now += ms;
    return patience.isOver(makesOthersWait);
  };
  expect(after(1_500, true)).toBe(false);
  expect(after(2_500, false)).toBe(false);
  expect(after(900, true)).toBe(false);
  expect(after(200, true)).toBe(true);
  expect(after(60_000, false)).toBe(false);
});
