const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
/** Made when it is first needed: making one takes a page's start several milliseconds. */
let format: Intl.RelativeTimeFormat | undefined;

/** How long ago a moment was: `just now`, `5 minutes ago`, `yesterday`. `now` is in milliseconds since 1970. */
export function relativeTime(iso: string, now: number): string {
  const seconds = (now - Date.parse(iso)) / 1000;
  for (const [unit, length] of units) {
    if (seconds < length) continue;
    format ??= new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
    return format.format(-Math.floor(seconds / length), unit);
  }
  return 'just now';
}
