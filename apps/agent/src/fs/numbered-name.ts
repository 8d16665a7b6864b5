/** Bytes of a name that every file system takes. */
const MAX_BYTES = 255;

/** A name's nth alternative, as people know it: `a.tar.gz`, `a (1).tar.gz`, `a (2).tar.gz`. One that would be too long is shortened. */
export function numberedName(name: string, number: number): string {
  if (number === 0) return name;
  const extension = /(?<=[^.])(\.tar)?\.[^.]+$/.exec(name)?.[0] ?? '';
  const end = ` (${number})${extension}`;
  const stem = [...name.slice(0, name.length - extension.length)];
  while (stem.length > 1 && Buffer.byteLength(stem.join('') + end) > MAX_BYTES) stem.pop();
  return stem.join('') + end;
}
