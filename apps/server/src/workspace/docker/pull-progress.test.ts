import { expect, it } from 'vitest';
import { PullProgress } from './pull-progress';

it('weighs download and extraction of every layer and never goes back', () => {
  const progress = new PullProgress();
  expect(progress.add({ status: 'Pulling from library/x', id: 'latest' })).toBeNull();
  expect(progress.add({ id: 'a', status: 'Downloading', progressDetail: { current: 50, total: 100 } })).toBe(
    0.4,
  );
  expect(progress.add({ id: 'b', status: 'Downloading', progressDetail: { current: 0, total: 100 } })).toBe(
    0.4,
  );
  expect(progress.add({ id: 'a', status: 'Download complete' })).toBe(0.4);
  expect(progress.add({ id: 'a', status: 'Pull complete' })).toBe(0.5);
  progress.add({ id: 'b', status: 'Extracting', progressDetail: { current: 50, total: 100 } });
  expect(progress.add({ id: 'b', status: 'Pull complete' })).toBe(1);
});
