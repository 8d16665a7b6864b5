import type { Stats } from 'node:fs';

let second = Number.NaN;
let prefix = '';

/**
 * When an entry was last changed, as ISO 8601 in UTC, as `stats.mtime.toISOString()` says it. That makes a date of every entry, which
 * costs as much as looking at the entry; neighbours in a folder were mostly made in the same second.
 * @throws RangeError for a time no date can hold.
 */
export function modifiedAt(stats: Pick<Stats, 'mtimeMs'>): string {
  const time = Math.round(stats.mtimeMs);
  const its = Math.floor(time / 1000);
  if (its !== second) {
    prefix = new Date(its * 1000).toISOString().slice(0, -'000Z'.length);
    second = its;
  }
  return `${prefix}${String(time - its * 1000).padStart(3, '0')}Z`;
}
