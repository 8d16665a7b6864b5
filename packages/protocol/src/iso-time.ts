/** The years that ISO 8601 says with four digits, in milliseconds since 1970. */
const FIRST_MS = Date.parse('0000-01-01T00:00:00.000Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

let second = Number.NaN;
let prefix = '';

/** The nearest whole millisecond since 1970 that `isoTime` can say: a file system may hold times far beyond. */
export function sayableTime(ms: number): number {
  return Math.round(Math.min(LAST_MS, Math.max(FIRST_MS, ms)));
}

/** Whether `sayableTime` may have given this. */
export function isSayableTime(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= FIRST_MS && (value as number) <= LAST_MS;
}

/**
 * A time that can be said, as `new Date(ms).toISOString()` says it. That makes a date of every time, which costs as much as
 * looking at a file; neighbours in a folder were mostly made in the same second.
 */
export function isoTime(ms: number): string {
  const its = Math.floor(ms / 1000);
  if (its !== second) {
    prefix = isoSecond(its);
    second = its;
  }
  return `${prefix}${isoMilliseconds(ms - its * 1000)}Z`;
}

/** The beginning of a time: `isoTime` of a second since 1970, up to its point. */
export function isoSecond(second: number): string {
  return new Date(second * 1000).toISOString().slice(0, -'000Z'.length);
}

/** What follows: milliseconds of that second, 0 to 999. Then comes the `Z`. */
export function isoMilliseconds(ms: number): string {
  return String(ms).padStart(3, '0');
}
