import { expect, it } from 'vitest';
import { folderContents } from './folder-contents';

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
