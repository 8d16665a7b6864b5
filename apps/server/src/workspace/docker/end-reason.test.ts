import { expect, it } from 'vitest';
import { describeEnd } from './end-reason';

const end = { exitCode: 137, oomKilled: false, memoryBytes: 256 * 1024 * 1024, log: '' };

it('names the limit that ended it, the signal or the exit code, and its last words', () => {
  expect(describeEnd({ ...end, oomKilled: true })).toContain('256 MiB of memory');
  expect(describeEnd(end)).toBe('Its container was killed.');
  expect(describeEnd({ ...end, exitCode: 1, log: 'a\nb\nc\nd\n' })).toBe(
    'Its container ended with exit code 1. Its last words: b | c | d',
  );
});

it('does not blame memory that another program used up', () => {
  expect(describeEnd({ ...end, oomKilled: true, exitCode: 1 })).toContain('exit code 1');
});
