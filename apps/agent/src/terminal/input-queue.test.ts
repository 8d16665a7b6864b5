import { expect, it } from 'vitest';
import { InputQueue } from './input-queue';

it('writes everything in order to a program that reads in gulps, and refuses what is over the limit', async () => {
  const written: number[] = [];
  let gulp = 3;
  let done: (() => void) | undefined;
  const finished = new Promise<void>((resolve) => {
    done = resolve;
  });
  const queue = new InputQueue((bytes) => {
    const taken = bytes.subarray(0, gulp);
    gulp = gulp === 0 ? 3 : 0;
    written.push(...taken);
    if (written.length === 12) done?.();
    return taken.length;
  }, 16);
  expect(queue.write(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]))).toBe(true);
  expect(queue.write(Uint8Array.from([9, 10, 11, 12]))).toBe(true);
  expect(queue.write(new Uint8Array(17))).toBe(false);
  await finished;
  expect(written).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});
