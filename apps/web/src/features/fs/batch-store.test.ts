import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { showBatch, useBatches } from './batch-store';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const shown = () => useBatches.getState().batches.map(({ done, total }) => `${done} of ${total}`);
const batch = (total: number) => ({ projectId: 'p', doing: 'Moving', total, stop: () => {} });

/** Work that goes on until it is told to end. */
function startWork(total: number) {
  let end = (_: string) => {};
  const promise = new Promise<string>((resolve) => {
    end = resolve;
  });
  let count = () => {};
  const result = showBatch(batch(total), (counted) => {
    count = counted;
    return promise;
  });
  return { result, count: () => count(), end: () => end('done') };
}

it('shows how far work on several is once it takes long, and no more when it has ended', async () => {
  const work = startWork(3);
  work.count();
  vi.advanceTimersByTime(999);
  expect(shown()).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(shown()).toEqual(['1 of 3']);
  work.count();
  expect(shown()).toEqual(['2 of 3']);
  work.end();
  expect(await work.result).toBe('done');
  expect(shown()).toEqual([]);
});

it('shows nothing of what is short, nor of one entry', async () => {
  const [short, single] = [startWork(3), startWork(1)];
  short.end();
  await short.result;
  vi.runAllTimers();
  expect(shown()).toEqual([]);
  single.end();
  await single.result;
});
