import { expect, it } from 'vitest';
import { allContents, countAll, folderContents } from './folder-contents';

it('says what is in a folder, and that it is more than was counted', () => {
  const count = { files: 0, directories: 1, bytes: 0, truncated: false };
  expect(folderContents(count)).toBe('The folder is empty.');
  expect(folderContents({ ...count, files: 3, directories: 2, bytes: 19 })).toBe(
    '3 files and 1 folder in it, 19 bytes.',
  );
  const many = { ...count, files: 100_000, bytes: 588_894, truncated: true };
  expect(folderContents(many)).toBe('More than 100,000 files in it, over 589 kB.');
  expect(folderContents({ ...many, files: 99_000, directories: 1_001 })).toBe(
    'More than 100,000 files and folders in it, over 589 kB.',
  );
});

it('counts all that goes with several entries, and their folders too', () => {
  const file = { type: 'file', size: 5 } as const;
  const link = { type: 'symlink', size: 2 } as const;
  const folder = { type: 'directory', size: 4_096 } as const;
  const inFolder = { files: 3, directories: 2, bytes: 40, truncated: false };
  const all = countAll([file, folder, link], [inFolder]);
  expect(all).toEqual({ files: 5, directories: 2, bytes: 47, truncated: false });
  expect(allContents(all)).toBe('5 files and 2 folders in all, 47 bytes.');
  expect(allContents(countAll([file, file], []))).toBe('2 files in all, 10 bytes.');
  const empty = { files: 0, directories: 1, bytes: 0, truncated: false };
  expect(allContents(countAll([folder, folder], [empty, empty]))).toBe('2 folders in all, 0 bytes.');
  expect(allContents(countAll([file, folder], [{ ...inFolder, truncated: true }]))).toBe(
    'More than 6 files and folders in all, over 45 bytes.',
  );
});
