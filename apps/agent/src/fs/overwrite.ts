import { constants, lstatSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { conflict, expectEtag } from './conflict';
import type { Replacement } from './replace';
import type { Place } from './root';

/**
 * Writes into a file that no new file can stand in for, because its owner would not stay. With `ifMatch`, the very file that
 * is written into is compared first, as late as can be.
 * @throws AppError CONFLICT, also when another file took its name meanwhile; ENOENT.
 */
export async function overwriteFile(place: Place, { bytes, ifMatch }: Replacement): Promise<void> {
  const access = ifMatch === undefined ? constants.O_WRONLY : constants.O_RDWR;
  const handle = await open(place.at, access | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    if (ifMatch !== undefined) await expectEtag(place, { handle, etag: ifMatch });
    await handle.writeFile(bytes);
    await handle.truncate(bytes.length);
    await handle.sync();
    const { dev, ino } = await handle.stat();
    const now = lstatSync(place.at);
    if (ifMatch !== undefined && (now.dev !== dev || now.ino !== ino)) throw await conflict(place);
  } finally {
    await handle.close();
  }
}
