import { randomUUID } from 'node:crypto';
import { constants, lstatSync } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repository } from './repository';

/**
 * Does the work. Where it fails once git has taken the file away, and has made it anew without its text yet, the file is put
 * back as it was.
 */
export async function keepingFile(
  repository: Repository,
  path: string,
  work: () => Promise<unknown>,
): Promise<void> {
  const file = join(repository.root, path);
  if (!lstatSync(file, { throwIfNoEntry: false })?.isFile()) {
    await work();
    return;
  }
  const copy = join(repository.directories.own, `berth-kept-${randomUUID()}`);
  try {
    await copyFile(file, copy, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    await work();
  } catch (error) {
    if ((lstatSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0) await copyFile(copy, file);
    throw error;
  } finally {
    await rm(copy, { force: true });
  }
}
