import { AppError } from '@berth/protocol/error';
import type { gitChangeCalls } from '@berth/protocol/git-change';
import type { z } from 'zod';
import { fileDiff } from './diff';
import { keepingFile } from './keeping-file';
import { selectHunks } from './parse-diff';
import type { Repository } from './repository';

const targets = {
  stage: ['--cached'],
  unstage: ['--cached', '--reverse'],
  discard: ['--reverse'],
} as const;

/** Applies some hunks of a file's diff. The patch is git's own, made anew: a client only names hunks of a diff it saw. */
export async function changeHunks(
  repository: Repository,
  { path, action, hunks, etag }: z.output<(typeof gitChangeCalls)['git.hunks']['input']>,
): Promise<void> {
  const { patch, diff } = await fileDiff(repository, { path, staged: action === 'unstage' });
  const selected = selectHunks(patch, hunks);
  if (diff.etag !== etag || !selected) {
    throw new AppError('CONFLICT', `${path} has changed since its diff was shown. Look at it again.`);
  }
  const apply = () =>
    repository.change('apply the selected part', {
      args: ['apply', '--whitespace=nowarn', ...targets[action], '-'],
      input: selected,
    });
  if (action === 'discard') await keepingFile(repository, path, apply);
  else await apply();
}
