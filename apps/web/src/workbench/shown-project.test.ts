import { expect, it } from 'vitest';
import { isShown, showProject } from './shown-project';

it('is so from when a project is shown until it is left', () => {
  const leave = showProject('a');
  expect([isShown('a'), isShown('b')]).toEqual([true, false]);
  leave();
  expect(isShown('a')).toBe(false);
});

it('stays so for the next project when the one before is left late', () => {
  const leave = showProject('a');
  showProject('b');
  leave();
  expect([isShown('a'), isShown('b')]).toEqual([false, true]);
});
