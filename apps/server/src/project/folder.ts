import { chmod, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@berth/protocol/error';

/** Removes a folder and all it holds; links in it are removed, not followed. @throws AppError STORAGE_UNAVAILABLE. */
export async function removeFolder(path: string): Promise<void> {
  const remove = () => rm(path, { recursive: true, force: true });
  try {
    await remove();
  } catch {
    // Folders without write permission, as package managers leave them, keep even their owner from emptying them.
    await makeWritable(path).catch(() => {});
    await remove().catch((cause: unknown) => {
      const message = `${path} cannot be removed, because another user of this machine owns files in it. Remove it there, or delete the project without its files.`;
      throw new AppError('STORAGE_UNAVAILABLE', message, { cause });
    });
  }
}

async function makeWritable(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await makeWritable(join(folder, entry.name));
  }
}
