import type { EntryType } from '@berth/protocol/fs-entry';
import { expect, it } from 'vitest';
import { type LoggedChange, moveCandidates } from './move-log';

const change = (action: LoggedChange['action'], path: string, more: Partial<LoggedChange> = {}) => ({
  action,
  path,
  type: 'file' as EntryType,
  at: 10_000,
  ...more,
});

it('takes files that came when one went, or a folder above it', () => {
  const log = [
    change('create', 'long-ago/a.txt', { at: 1_000 }),
    change('delete', 'src', { type: 'directory' }),
    change('create', 'lib', { type: 'directory' }),
    change('create', 'lib/b.txt'),
    change('create', 'lib/a.txt', { at: 12_000 }),
    change('create', 'later/a.txt', { at: 20_000 }),
  ];
  expect(moveCandidates('src/a.txt', log)).toEqual(['lib/a.txt', 'lib/b.txt']);
  expect(moveCandidates('other/a.txt', log)).toEqual([]);
});
