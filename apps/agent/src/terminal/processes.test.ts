import { expect, it } from 'vitest';
import { type ProcessRow, processesOf } from './processes';

const row = (pid: number, parent: number, more: Partial<ProcessRow> = {}): ProcessRow => ({
  pid,
  parent,
  session: pid,
  environment: '',
  ...more,
});

it('finds what a session started, however it tried to leave', () => {
  const marker = 'BERTH_TERMINAL=terminal_a\0';
  const rows = [
    row(1, 0),
    row(10, 1, { environment: 'HOME=/\0BERTH_TERMINAL=terminal_a\0' }),
    row(11, 10, { session: 10 }),
    row(12, 1, { environment: 'BERTH_TERMINAL=terminal_a\0' }),
    row(13, 12),
    row(14, 1, { session: 10 }),
    row(20, 1, { environment: 'BERTH_TERMINAL=terminal_b\0' }),
    row(21, 1, { environment: 'X=BERTH_TERMINAL=terminal_a\0' }),
  ];
  expect(processesOf({ marker, shells: [10] }, rows).sort()).toEqual([10, 11, 12, 13, 14]);
});
