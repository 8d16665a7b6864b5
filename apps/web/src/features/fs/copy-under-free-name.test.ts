import { AppError } from '@berth/protocol/error';
import { expect, it } from 'vitest';
import { copyUnderFreeName } from './copy-under-free-name';

it('keeps the name where it is free', async () => {
  const copy = async (name: string) => name;
  expect(await copyUnderFreeName('a.txt', { taken: ['a copy.txt'], copy })).toBe('a.txt');
});

it('takes the next name where one is taken that was not known of', async () => {
  const tried: string[] = [];
  await copyUnderFreeName('a.txt', {
    taken: ['a copy.txt'],
    copy: async (name) => {
      tried.push(name);
      if (name !== 'a copy 4.txt') throw new AppError('ALREADY_EXISTS', 'taken');
    },
  });
  expect(tried).toEqual(['a.txt', 'a copy 2.txt', 'a copy 3.txt', 'a copy 4.txt']);
});

it('tells any other failure at once', async () => {
  const failure = new AppError('STORAGE_UNAVAILABLE', 'full');
  let tries = 0;
  const copy = async () => {
    tries += 1;
    throw failure;
  };
  await expect(copyUnderFreeName('a', { taken: [], copy })).rejects.toBe(failure);
  expect(tries).toBe(1);
});
