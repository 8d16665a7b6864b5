import { AppError } from '@berth/protocol/error';
import { expect, it } from 'vitest';
import { unreachable } from '../../lib/errors';
import { oneByOne } from './one-by-one';

it('goes on after what one item refuses, and says which and why', async () => {
  const error = new AppError('STORAGE_UNAVAILABLE', 'b may not be moved.');
  const left: number[] = [];
  const outcome = await oneByOne(['a', 'b', 'c', 'd'], async (item, remaining) => {
    left.push(remaining);
    if (item === 'b') throw error;
    return item === 'c' ? null : item.toUpperCase();
  });
  expect(outcome).toEqual({ done: ['A', 'D'], failed: [{ item: 'b', error }] });
  expect(left).toEqual([3, 2, 1, 0]);
});

it('tries nothing more where nobody answers', async () => {
  const tried: string[] = [];
  const error = unreachable();
  const outcome = await oneByOne(['a', 'b', 'c'], async (item) => {
    tried.push(item);
    if (item === 'b') throw error;
    return item;
  });
  expect(tried).toEqual(['a', 'b']);
  expect(outcome).toEqual({
    done: ['a'],
    failed: [
      { item: 'b', error },
      { item: 'c', error },
    ],
  });
});

it('stops after the item at which the person stops it', async () => {
  const controller = new AbortController();
  const work = async (item: string) => {
    if (item === 'b') controller.abort();
    return item;
  };
  expect(await oneByOne(['a', 'b', 'c'], work, controller.signal)).toEqual({ done: ['a', 'b'], failed: [] });
});
