import { constants, lstatSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { conflict, expectEtag } from './conflict';
import type { Replacement } from './replace';
import type { Place } from './root';

/**
 * Writes into a file that no new file can stand in for, because its owner would not stay or its folder is read-only. With `ifMatch`, the very file that
 * is written into is compared first, as late as can be.
 * @throws AppError CONFLICT, also when another file took its name meanwhile; ENOENT.
 */
export async function overwriteFile(place: Place, { bytes, ifMatch }: Replacement): Promise<void> {
  const access = ifMatch === undefined ? constants.O_WRONLY : constants.O_RDWR;
  const handle = await open(place.at, access | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    if (ifMatch !== undefined) await expectEtag(place, { handle, etag: ifMatch });
    await putContent(handle, bytes);
    await handle.sync();
    const { dev, ino } = await handle.stat();
    const now = lstatSync(place.at);
    if (ifMatch !== undefined && (now.dev !== dev || now.ino !== ino)) throw await conflict(place);
  } finally {
    await handle.close();
  }
}

/** What is longer than the old content goes first: where there is no room for it, the old content is still whole. */
async function putContent(handle: FileHandle, bytes: Buffer): Promise<void> {
  const { size } = await handle.stat();
  try {
    await writeAt(handle, bytes.subarray(size), size);
  } catch (error) {
    await handle.truncate(size);
    throw error;
  }
  await writeAt(handle, bytes.subarray(0, size), 0);
  await handle.truncate(bytes.length);
}

async function writeAt(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
}
