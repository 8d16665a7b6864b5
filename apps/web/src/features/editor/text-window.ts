/** Bytes of a part of a text, as text: characters that the part's ends cut through are left out. */
export function decodeWindow(bytes: Uint8Array, ends: { first: boolean; last: boolean }): string {
  let from = 0;
  let to = bytes.length;
  if (!ends.first) while (from < Math.min(3, to) && isContinuation(bytes[from])) from++;
  if (!ends.last) {
    let lead = to - 1;
    while (lead > Math.max(from, to - 4) && isContinuation(bytes[lead])) lead--;
    if (lead + lengthOf(bytes[lead]) > to) to = lead;
  }
  return new TextDecoder('utf-8', { ignoreBOM: false }).decode(bytes.subarray(from, to));
}

const isContinuation = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80;

/** Bytes of the character that starts with this one. */
function lengthOf(byte: number | undefined): number {
  if (byte === undefined || byte < 0xc0) return 1;
  return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}
