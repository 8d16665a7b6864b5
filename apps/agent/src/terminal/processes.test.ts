import { expect, it } from 'vitest';
import { type ProcessRow, processesOf } from './processes';

const row = (pid: number, parent: number, more: Partial<ProcessRow> = {}): ProcessRow => ({
  pid,
  parent,
  session: pid,
  mark: undefined,
  ...more,
});

it('finds what a session started, however it tried to leave', () => {
  const owns = (mark: bigint) => mark === 1n;
  const rows = [
    row(1, 0),
    row(10, 1, { mark: 1n }),
    row(11, 10, { session: 10 }),
    row(12, 1, { mark: 1n }),
    row(13, 12),
    row(14, 1, { session: 10 }),
    row(20, 1, { mark: 2n }),
    row(21, 1),
  ];
  expect(processesOf({ owns, shells: [10] }, rows).sort()).toEqual([10, 11, 12, 13, 14]);
});
