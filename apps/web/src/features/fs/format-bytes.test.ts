import { expect, it } from 'vitest';
import { formatBytes, plural } from './format-bytes';

it('writes sizes and counts for people', () => {
  expect([0, 1, 999, 1000, 999_960, 12_345_678].map(formatBytes)).toEqual([
    '0 bytes',
    '1 byte',
    '999 bytes',
    '1.0 kB',
    '1.0 MB',
    '12 MB',
  ]);
  expect([plural(1, 'file'), plural(2000, 'file')]).toEqual(['1 file', '2,000 files']);
});
