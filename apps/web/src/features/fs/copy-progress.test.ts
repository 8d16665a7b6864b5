import { expect, it } from 'vitest';
import { copyProgress } from './copy-progress';

it('tells what was counted, then how much of it is copied', () => {
  expect(copyProgress(undefined)).toEqual({ text: '', fraction: null });
  const counting = { files: 1_200, bytes: 9, totalFiles: null, totalBytes: null };
  expect(copyProgress(counting)).toEqual({ text: 'Counting: 1,200 files', fraction: null });
  const half = { files: 20_000, bytes: 50, totalFiles: 40_000, totalBytes: 100 };
  expect(copyProgress(half)).toEqual({ text: '20,000 of 40,000 files', fraction: 0.5 });
});

it('counts the bytes of one big file, and files that have none', () => {
  const big = { files: 0, bytes: 1_000, totalFiles: 1, totalBytes: 4_000 };
  expect(copyProgress(big)).toEqual({ text: '1.0 kB of 4.0 kB', fraction: 0.125 });
  expect(copyProgress({ files: 1, bytes: 0, totalFiles: 2, totalBytes: 0 }).fraction).toBe(0.75);
  expect(copyProgress({ files: 0, bytes: 0, totalFiles: 0, totalBytes: 0 }).fraction).toBe(1);
  expect(copyProgress({ files: 2, bytes: 150, totalFiles: 2, totalBytes: 100 }).fraction).toBe(1);
});
