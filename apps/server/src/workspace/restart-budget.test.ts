import { expect, it } from 'vitest';
import { RestartBudget } from './restart-budget';

it('allows three restarts in five minutes, then refuses', () => {
  let now = 0;
  const budget = new RestartBudget(() => now);
  expect([1, 2, 3, 4].map(() => budget.take('p', 'killed'))).toEqual([true, true, true, false]);
  now += 6 * 60_000;
  expect(budget.lastReason('p')).toBeUndefined();
  expect(budget.take('p', 'killed')).toBe(true);
  expect(budget.lastReason('p')?.message).toContain('killed');
  budget.reset('p');
  expect(budget.lastReason('p')).toBeUndefined();
});
