/**
 * A colour as XParseColor reads it, as `#rrggbb`: `rgb:r/g/b` is scaled from 1 to 4 digits a part, of `#` with 1 to 4 digits a part
 * the first eight bits are taken. Undefined for anything else, names of colours among it: the session's screen knows none either.
 */
export function parseColor(spec: string | undefined): string | undefined {
  if (spec === undefined) return undefined;
  const scaled = /^rgb:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})$/i.exec(spec)?.slice(1);
  if (scaled) {
    const [first = ''] = scaled;
    return scaled.every((part) => part.length === first.length)
      ? `#${scaled.map(eightBits).join('')}`
      : undefined;
  }
  const digits = /^#((?:[\da-f]{3}){1,4})$/i.exec(spec)?.[1]?.toLowerCase();
  if (digits === undefined) return undefined;
  const length = digits.length / 3;
  const parts = [0, length, 2 * length].map((at) =>
    digits.slice(at, at + Math.min(2, length)).padEnd(2, '0'),
  );
  return `#${parts.join('')}`;
}

function eightBits(part: string): string {
  const most = 16 ** part.length - 1;
  return Math.round((Number.parseInt(part, 16) / most) * 255)
    .toString(16)
    .padStart(2, '0');
}
