import { lstatSync, type Stats } from 'node:fs';
import { AppError } from '@berth/protocol/error';
import type { Place } from './root';

/** Permission to write, of owner, group or others. */
const ANY_WRITE = 0o222;

/** Whether it is a file that nobody has permission to write, though its folder lets it be replaced. */
export function isReadOnly(stats: Stats): boolean {
  return stats.isFile() && (stats.mode & ANY_WRITE) === 0;
}

/** @throws AppError INVALID_INPUT (`details.readOnly` true) for a read-only file; ENOENT. */
export function refuseReadOnly(place: Place): void {
  if (!isReadOnly(lstatSync(place.at))) return;
  throw new AppError(
    'INVALID_INPUT',
    `${place.path} is read-only. Make it writable first (chmod u+w), or overwrite it.`,
    { details: { readOnly: true } },
  );
}
