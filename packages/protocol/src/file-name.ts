/** Bytes of a name that every file system takes. */
const MAX_NAME_BYTES = 255;

const encoder = new TextEncoder();

export function isTooLong(name: string): boolean {
  return encoder.encode(name).length > MAX_NAME_BYTES;
}

/** `stem + end`, with as much of the stem, at least a character, as a name has room for. */
export function fittedName(stem: string, end: string): string {
  const characters = [...stem];
  while (characters.length > 1 && isTooLong(characters.join('') + end)) characters.pop();
  return characters.join('') + end;
}
