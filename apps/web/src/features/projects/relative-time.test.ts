import { expect, it } from 'vitest';
import { relativeTime } from './relative-time';

const now = Date.parse('2026-11-23T12:00:00Z');

it.each([
  ['2026-11-23T12:00:05Z', 'just now'],
  ['2026-11-23T11:59:30Z', 'just now'],
  ['2026-11-23T11:55:00Z', '5 minutes ago'],
  ['2026-11-23T09:00:00Z', '3 hours ago'],
  ['2026-11-22T12:00:00Z', 'yesterday'],
  ['2026-09-01T12:00:00Z', '2 months ago'],
])('%s is %s', (iso, text) => {
  expect(relativeTime(iso, now)).toBe(text);
});
