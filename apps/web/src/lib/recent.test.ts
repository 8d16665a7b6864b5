import { expect, it } from 'vitest';
import { Recent } from './recent';

it('makes a value once, and forgets the one that was not asked for longest', () => {
  const made: string[] = [];
  const recent = new Recent<string>(2);
  const get = (key: string) =>
    recent.get(key, () => {
      made.push(key);
      return key.toUpperCase();
    });
  expect([get('a'), get('b'), get('a'), get('c')]).toEqual(['A', 'B', 'A', 'C']);
  expect(made).toEqual(['a', 'b', 'c']);
  expect(['a', 'b', 'c'].map((key) => recent.has(key))).toEqual([true, false, true]);
});
