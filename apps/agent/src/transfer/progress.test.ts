import type { PackProgress } from '@berth/protocol/transfer';
import { expect, it } from 'vitest';
import { Progress } from './progress';

it('tells at once that it counts, what the first file has, and what there is before it packs', () => {
  const reports: PackProgress[] = [];
  const progress = new Progress((report) => reports.push(report));
  progress.add(1, 1_000_000_000);
  expect(reports.map(({ phase, files, bytes }) => [phase, files, bytes])).toEqual([
    ['scan', 0, 0],
    ['scan', 1, 1_000_000_000],
  ]);
  for (let file = 0; file < 5; file += 1) progress.add(1, 1);
  progress.startArchive();
  expect(reports.slice(-2).map(({ phase, files, totalBytes }) => [phase, files, totalBytes])).toEqual([
    ['scan', 6, null],
    ['archive', 0, 1_000_000_005],
  ]);
});

it('counts what stays out apart from what goes in', () => {
  const reports: PackProgress[] = [];
  const progress = new Progress((report) => reports.push(report));
  progress.leaveOut(3);
  expect(reports.at(-1)).toMatchObject({ files: 0, excludedFiles: 3 });
});
