import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs';
import type { Place } from './root';

/** Bytes up to which a file is read without leaving the event loop: each hop to a worker thread costs more than the read. */
const SMALL_BYTES = 64 * 1024;

/**
 * A small regular file's content, read at once. Undefined for anything that is not one, or that grows meanwhile: the caller then
 * takes the long way, which says what is wrong.
 * @throws ENOENT, EACCES.
 */
export function readSmallFile(place: Pick<Place, 'at'>): { bytes: Buffer; stats: Stats } | undefined {
  if (!isSmall(lstatSync(place.at))) return undefined;
  // A pipe or a device that takes the file's place meanwhile cannot block.
  const fd = openSync(
    place.at,
    constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY,
  );
  try {
    const stats = fstatSync(fd);
    if (!isSmall(stats)) return undefined;
    // One byte more than believed, so that the end of the file is seen.
    const bytes = Buffer.allocUnsafe(stats.size + 1);
    const filled = readSync(fd, bytes, 0, bytes.length, 0);
    return filled === stats.size ? { bytes: bytes.subarray(0, filled), stats } : undefined;
  } finally {
    closeSync(fd);
  }
}

function isSmall(stats: Stats): boolean {
  return stats.isFile() && stats.size <= SMALL_BYTES;
}
