import type { Identity } from '@berth/protocol/git-change';
import { failureOf, gitFailure } from './failure';
import { commitHooks, findHook, hookFailure } from './hook';
import type { Repository } from './repository';
import { operationUnderWay } from './repository-state';

export interface CommitRequest {
  message: string;
  author?: Identity | undefined;
  amend: boolean;
  signal: AbortSignal;
}

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
  const prepared = operationUnderWay(repository.directories) !== null;
  // The message of the amended commit, or the one git has prepared for the merge.
  const keepsMessage = isEmpty && (amend || prepared);
  if (isEmpty && !keepsMessage) throw gitFailure('unknown', { message: 'A commit needs a message.' });
  const result = await repository.attempt({
    args: [
      'commit',
      ...(keepsMessage ? ['--no-edit'] : ['--file=-']),
      // Only what git prepares has comments: in a person's own words a line that begins with # is one of them.
      `--cleanup=${keepsMessage && prepared && !amend ? 'strip' : 'whitespace'}`,
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
  // As the commit itself says it: a parent that is not here, as in a shallow clone, is one all the same.
  const commit = await repository.read({ args: ['cat-file', 'commit', 'HEAD'] });
  const parent = /^parent ([0-9a-f]+)$/m.exec(commit.split('\n\n', 1)[0] ?? '')?.[1];
  if (parent === undefined) await requireBranch(repository);
  await repository.change('take the commit back', {
    args: parent === undefined ? ['update-ref', '-d', 'HEAD'] : ['reset', '--soft', parent],
  });
  return message.stdout.trim();
}

/** Without a branch that is still to be born, nothing would be left of a repository whose first commit is taken back. */
async function requireBranch(repository: Repository): Promise<void> {
  const { code } = await repository.ask({ args: ['symbolic-ref', '--quiet', 'HEAD'] });
  if (code === 0) return;
  throw gitFailure('no_commit', {
    message: 'The first commit can be taken back on a branch only. Create a branch here first.',
  });
}
