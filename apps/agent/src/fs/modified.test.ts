import { lstatSync, mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { modifiedAt } from './modified';

it('says what the date says, whatever was asked before', () => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-modified-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const times = [
    0,
    0.001,
    -0.001,
    -1,
    -1.5,
    1,
    1.0006,
    1.9996,
    1e9,
    1e9 + 0.25,
    1e9 + 0.999,
    1700000000.1234,
    4e9,
    2.5e11,
  ];
  for (const time of [...times, ...times.toReversed()]) {
    utimesSync(folder, time, time);
    const stats = lstatSync(folder);
    expect(modifiedAt(stats)).toBe(stats.mtime.toISOString());
  }
});

it('says the last time it can of one that no date can hold', () => {
  for (let round = 0; round < 2; round++)
    expect(modifiedAt({ mtimeMs: 9e15 })).toBe('9999-12-31T23:59:59.999Z');
  expect(modifiedAt({ mtimeMs: 5 })).toBe('1970-01-01T00:00:00.005Z');
});
