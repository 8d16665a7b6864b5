/** Hours an offset can have: Kiribati is at +14. */
const MAX_OFFSET_HOURS = 14;
/** Seconds since 1970 of the end of the year 9999, the last that ISO 8601 writes with four digits. */
const LAST_SECOND = 253_402_300_799;

/**
 * A time as git keeps it, such as `1288888888 +0200`, in ISO 8601 with its offset. An offset that no place has counts as none. What
 * is no time at all, as a commit that was not made by git can have, is 1970, which is what git shows for it.
 */
export function isoDate(raw: string): string {
  const [, seconds, sign, hours = 0, minutes = 0] = /^(\d+) ([+-])(\d*?)(\d{1,2})$/.exec(raw) ?? [];
  const time = Number(seconds) <= LAST_SECOND - 86_400 ? Number(seconds) : 0;
  const isOffset = Number(hours) <= MAX_OFFSET_HOURS && Number(minutes) < 60;
  const size = isOffset ? Number(hours) * 60 + Number(minutes) : 0;
  const offset = sign === '-' ? -size : size;
  const local = new Date((time + offset * 60) * 1_000).toISOString().slice(0, 19);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
