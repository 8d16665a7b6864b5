import type { FileHandle } from 'node:fs/promises';
import { AppError } from '@berth/protocol/error';
import { fileEtag } from './etag';
import { openFile } from './open-file';
import type { Place } from './root';

/** @throws AppError CONFLICT unless the open file is this version now. */
export async function expectEtag(place: Place, file: { handle: FileHandle; etag: string }): Promise<void> {
  const current = await fileEtag(file.handle);
  if (current !== file.etag) throw changed(place, current);
}

/** What is answered when the file by this name is another version. */
export async function conflict(place: Place): Promise<AppError> {
  const { handle } = await openFile(place);
  try {
    return changed(place, await fileEtag(handle));
  } finally {
    await handle.close();
  }
}

function changed(place: Place, etag: string): AppError {
  return new AppError(
    'CONFLICT',
    `${place.path} has changed since it was read. Compare both versions before saving.`,
    {
      details: { etag },
    },
  );
}
