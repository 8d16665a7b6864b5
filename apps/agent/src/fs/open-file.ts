import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { AppError } from '@berth/protocol/error';
import type { EntryName } from './dir';

/** An open regular file and what it was when it was opened. */
export interface OpenFile {
  handle: FileHandle;
  stats: Stats;
}

/**
 * Opens a regular file for reading and nothing else: a pipe, a socket or a device is refused before it is opened, and one that
 * takes the file's place meanwhile cannot block. The caller closes it.
 * @throws AppError NOT_A_FILE; ENOENT.
 */
export async function openFile(place: { at: EntryName; path: string }): Promise<OpenFile> {
  const refuse = () => new AppError('NOT_A_FILE', describe(place.path));
  if (!(await lstat(place.at)).isFile()) throw refuse();
  const handle = await open(
    place.at,
    constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY,
  );
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw refuse();
    return { handle, stats };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function describe(path: string): string {
  return path === '.'
    ? 'The project itself is a folder, not a file.'
    : `${path} is not a file: it is a folder, a pipe, a socket or a device.`;
}
