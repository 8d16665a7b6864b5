import { expect, it } from 'vitest';
import { differingRange } from './text-buffer';

it('finds the one range in which texts differ', () => {
  const apply = (before: string, after: string) => {
    const { from, to, insert } = differingRange(before, after);
    return before.slice(0, from) + insert + before.slice(to);
  };
  for (const [before, after] of [
    ['', ''],
    ['abc', 'abc'],
    ['aaa', 'aa'],
    ['aa', 'aaa'],
    ['one two', 'one 2 two'],
    ['x', ''],
    ['', 'x'],
  ] as const) {
    expect(apply(before, after)).toBe(after);
  }
  expect(differingRange('one two three', 'one 2 three')).toEqual({ from: 4, to: 7, insert: '2' });
});
