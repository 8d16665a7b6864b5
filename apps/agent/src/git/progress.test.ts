import { expect, it } from 'vitest';
import { parseProgress } from './progress';

/** What `git clone --progress` of one commit wrote while receiving. */
const receiving =
  'Receiving objects:  33% (1/3)\rReceiving objects:  66% (2/3)\rReceiving objects: 100% (3/3)\rReceiving objects: 100% (3/3), 176 bytes | 176.00 KiB/s, done.\n';

it('takes the newest progress git wrote', () => {
  expect(parseProgress(receiving)).toEqual({
    message: expect.stringMatching(/^Receiving objects: 100% .*done\.$/),
    fraction: 1,
  });
});

it('takes the share of an unfinished step', () => {
  expect(parseProgress('Receiving objects:  33% (1/3)\r')?.fraction).toBe(0.33);
});

it('gives no share for a line without one', () => {
  expect(parseProgress('fatal: unable to access\n')?.fraction).toBeNull();
});

it('has nothing to say about blank output', () => {
  expect(parseProgress('\r\n')).toBeUndefined();
});
