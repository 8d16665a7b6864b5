import type { Identity } from '@berth/protocol/git-change';
import { failureOf, gitFailure } from './failure';
import { findHook, hookFailure } from './hook';
import type { Repository } from './repository';
import { operationUnderWay } from './repository-state';

export interface CommitRequest {
  message: string;
  author?: Identity | undefined;
  amend: boolean;
  signal: AbortSignal;
}

/** Hooks that can refuse a commit. */
const commitHooks = ['pre-commit', 'prepare-commit-msg', 'commit-msg'];

/** Commits what is staged. Answers the new hash. @throws AppError GIT_FAILED with what git and the hooks said. */
export async function commit(repository: Repository, request: CommitRequest): Promise<string> {
  const { message, author, amend, signal } = request;
  await repository.requireTrust(signal);
  const known = await readIdentity(repository);
  const committer = known ?? author;
  if (!committer) {
    throw gitFailure('identity_missing', {
      message: 'git does not know who you are. Give a name and an email address for your commits.',
    });
  }
  const isEmpty = message.trim() === '';
  // The message of the amended commit, or the one git has prepared for the merge.
  const keepsMessage = isEmpty && (amend || operationUnderWay(repository.directories) !== null);
  if (isEmpty && !keepsMessage) throw gitFailure('unknown', { message: 'A commit needs a message.' });
  const result = await repository.attempt({
    args: [
      'commit',
      ...(keepsMessage ? ['--no-edit', '--cleanup=strip'] : ['--file=-', '--cleanup=whitespace']),
      ...(amend ? ['--amend'] : []),
      ...(author ? [`--author=${author.name} <${author.email}>`] : []),
    ],
    ...(keepsMessage ? {} : { input: message }),
    env: known ? {} : { GIT_COMMITTER_NAME: committer.name, GIT_COMMITTER_EMAIL: committer.email },
    signal,
  });
  if (result.code !== 0) {
    const failure = failureOf({ ...result, stdout: result.stdout.toString('utf8'), doing: 'commit' });
    throw hookFailure(await findHook(repository, commitHooks), failure);
  }
  return (await repository.read({ args: ['rev-parse', '--verify', 'HEAD'] })).trim();
}

/** The identity commits get. Only what somebody has set counts, not what git would guess from the machine. */
export async function readIdentity(repository: Repository): Promise<Identity | undefined> {
  const { stdout, code } = await repository.ask({
    args: ['-c', 'user.useConfigOnly=true', 'var', 'GIT_COMMITTER_IDENT'],
  });
  const parts = /^(.*) <(.*)> \d+ [+-]\d{4}$/m.exec(stdout);
  if (code !== 0 || !parts?.[1] || !parts[2]) return undefined;
  return { name: parts[1], email: parts[2] };
}

/** Takes the last commit back; its changes stay staged. @throws AppError GIT_FAILED when there is none. */
export async function undoCommit(repository: Repository): Promise<string> {
  const message = await repository.ask({ args: ['log', '-1', '--no-show-signature', '--format=%B', 'HEAD'] });
  if (message.code !== 0) {
    throw gitFailure('no_commit', { message: 'There is no commit to take back yet.' });
  }
  const parent = await repository.ask({ args: ['rev-parse', '--verify', '--quiet', 'HEAD^1'] });
  await repository.change('take the commit back', {
    args: parent.code === 0 ? ['reset', '--soft', parent.stdout.trim()] : ['update-ref', '-d', 'HEAD'],
  });
  return message.stdout.trim();
}
