import { lstatSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gitFailure } from './failure';
import type { Repository } from './repository';

/**
 * Refuses to go on where a file in conflict is no longer as git's merge has written it, or where nobody can tell.
 * @throws AppError GIT_FAILED of the kind `hand_edits`.
 */
export async function requireUnedited(repository: Repository, path: string): Promise<void> {
  await repository.requireTrust();
  if (!(await isEdited(repository, path))) return;
  throw gitFailure('hand_edits', {
    message: `${path} has been edited since git wrote the conflict. Taking a side would lose that.`,
    advice: 'Finish it by hand and mark it resolved, or take the side over the edits.',
    files: [path],
  });
}

/** git keeps the tree that a merge has written, conflicts and all, as `AUTO_MERGE` until the merge is over. */
async function isEdited(repository: Repository, path: string): Promise<boolean> {
  const file = join(repository.root, path);
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (!stats || stats.isDirectory()) return false;
  const written = await repository.ask({
    args: ['rev-parse', '--verify', '--quiet', '--end-of-options', `AUTO_MERGE:${path}`],
  });
  if (written.code !== 0) return true;
  const now = await repository.readBytes(
    stats.isSymbolicLink()
      ? { args: ['hash-object', '--stdin'], input: readlinkSync(file, 'buffer') }
      : { args: ['hash-object', `--path=${path}`, '--', path] },
  );
  return now.stdout.toString('utf8').trim() !== written.stdout.trim();
}
