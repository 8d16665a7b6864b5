import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes of the index that are looked through at a time: an index of 90,000 files has 9 MB. */
const PIECE_BYTES = 256 * 1024;
/** Bytes a piece repeats of the one before, so that nothing lies across two: a multiple of 8. */
const OVERLAP_BYTES = 8;
/**
 * The rare bytes of the two modes that git must be asked about, which an entry stores as `00 00 e0 00` and `00 00 40 00`: 0160000
 * is a nested repository's, 040000 that of an entry that stands for a whole folder.
 */
const RARE_BYTES = [0xe0, 0x40];
/** Entries of versions 2 and 3 begin at byte 12 and are multiples of 8 bytes; their mode is at byte 24. */
const RARE_BYTE_REMAINDER = (12 + 24 + 2) % 8;

/** False when the index surely names no nested repository; true when git must be asked. */
export function mayHaveGitlinks(gitDirectory: string): boolean {
  try {
    const split = readdirSync(gitDirectory).some((name) => name.startsWith('sharedindex.'));
    return split || indexMayHaveGitlinks(join(gitDirectory, 'index'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

function indexMayHaveGitlinks(path: string): boolean {
  const index = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!fstatSync(index).isFile()) return true;
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    let version = 0;
    let kept = 0;
    for (let position = 0; ; position += PIECE_BYTES - OVERLAP_BYTES) {
      const length = kept + readSync(index, piece, kept, PIECE_BYTES - kept, position + kept);
      if (position === 0) {
        if (length < 12) return true;
        version = piece.readUInt32BE(4);
      }
      const bytes = piece.subarray(0, length);
      if (RARE_BYTES.some((rare) => hasMode(bytes, { rare, version }))) return true;
      if (length < PIECE_BYTES) return false;
      piece.copyWithin(0, PIECE_BYTES - OVERLAP_BYTES);
      kept = OVERLAP_BYTES;
    }
  } finally {
    closeSync(index);
  }
}

/** Whether bytes that begin at a multiple of 8 in the index hold the mode at a place a mode can have. */
function hasMode(bytes: Buffer, { rare, version }: { rare: number; version: number }): boolean {
  const isAligned = version === 2 || version === 3;
  for (let at = bytes.indexOf(rare); at !== -1; at = bytes.indexOf(rare, at + 1)) {
    if (isAligned && at % 8 !== RARE_BYTE_REMAINDER) continue;
    if (bytes[at - 2] === 0 && bytes[at - 1] === 0 && bytes[at + 1] === 0) return true;
  }
  return false;
}

/** Paths of nested repositories in the output of `git ls-files --stage -z`. */
export function parseGitlinks(output: string): string[] {
  return output
    .split('\0')
    .filter((record) => record.startsWith('160000 '))
    .map((record) => record.slice(record.indexOf('\t') + 1));
}
