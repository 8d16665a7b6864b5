const units = ['kB', 'MB', 'GB', 'TB'];

/** A size for people, in powers of 1000: `340 bytes`, `1.2 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  let value = bytes;
  let unit = -1;
  do {
    value /= 1000;
    unit++;
  } while (value >= 999.95 && unit < units.length - 1);
  return `${value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en')} ${units[unit]}`;
}

/** `1 file`, `12 files`. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
