import { AppError } from '@berth/protocol/error';
import type { Stash } from '@berth/protocol/git-history';
import { conflictsOrThrow } from './conflicts';
import { failureOf, gitFailure } from './failure';
import { parseStashes, stashFormat } from './parse-log';
import type { Repository } from './repository';

export async function listStashes(repository: Repository): Promise<Stash[]> {
  const listed = await repository.readBytes({
    args: ['stash', 'list', '--no-show-signature', `--format=${stashFormat}`],
  });
  const stdout = listed.stdout.toString('utf8');
  if (listed.code !== 0) throw failureOf({ ...listed, stdout, doing: 'list the stashes' });
  return parseStashes(stdout);
}

export async function pushStash(
  repository: Repository,
  { message, untracked }: { message: string; untracked: boolean },
): Promise<void> {
  const result = await repository.change('stash the changes', {
    args: [
      'stash',
      'push',
      ...(untracked ? ['--include-untracked'] : []),
      ...(message === '' ? [] : [`--message=${message}`]),
    ],
  });
  if (/No local changes to save/.test(result.stdout.toString('utf8'))) {
    throw gitFailure('nothing_to_commit', { message: 'There are no changes to stash.' });
  }
}

export interface StashRequest {
  index: number;
  hash?: string | undefined;
}

/** The stash's name, once it is sure that it is the one that was meant. @throws AppError NOT_FOUND, CONFLICT. */
async function find(repository: Repository, { index, hash }: StashRequest): Promise<string> {
  const found = (await listStashes(repository)).find((stash) => stash.index === index);
  if (!found) throw new AppError('NOT_FOUND', 'There is no such stash.');
  if (hash !== undefined && found.hash !== hash) {
    throw new AppError('CONFLICT', 'The stashes have changed since. Look at the list again.');
  }
  return `stash@{${index}}`;
}

export async function popStash(repository: Repository, request: StashRequest): Promise<string[]> {
  const name = await find(repository, request);
  const result = await repository.attempt({ args: ['stash', 'pop', '--quiet', name] });
  return conflictsOrThrow(repository, { result, doing: 'apply the stash' });
}

export async function dropStash(repository: Repository, request: StashRequest): Promise<void> {
  const name = await find(repository, request);
  await repository.change('drop the stash', { args: ['stash', 'drop', '--quiet', name] });
}
