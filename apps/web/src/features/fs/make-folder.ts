import { AppError } from '@berth/protocol/error';
import { toAppError } from '../../lib/errors';
import { trpc } from '../../lib/trpc';
import { isFolder } from './folder-queries';

/** Makes a folder unless it is there. @throws AppError ALREADY_EXISTS when what has that name is no folder. */
export async function makeFolder(projectId: string, path: string): Promise<void> {
  try {
    await trpc.fs.mkdir.mutate({ projectId, path });
  } catch (error) {
    if (toAppError(error).code !== 'ALREADY_EXISTS') throw error;
    if (isFolder(await trpc.fs.stat.query({ projectId, path }))) return;
    throw new AppError('ALREADY_EXISTS', `${path} is a file here, so no folder can have that name.`, {
      cause: error,
    });
  }
}
