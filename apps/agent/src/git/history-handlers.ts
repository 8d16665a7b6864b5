import { AppError } from '@berth/protocol/error';
import type { Commit, gitHistoryCalls } from '@berth/protocol/git-history';
import type { z } from 'zod';
import type { Handlers } from '../handler';
import { resolveCommit } from './branches';
import { rawDiff } from './diff';
import { failureOf } from './failure';
import { parseCommitFiles } from './parse-commit-files';
import { logFormat, parseLog } from './parse-log';
import { gitOf, type Repository } from './repository';
import { dropStash, listStashes, popStash, pushStash } from './stashes';

/** Files of one commit that are listed. */
const MAX_FILES = 5_000;

type CommitsInput = z.output<(typeof gitHistoryCalls)['git.commits']['input']>;

const readable = ['--no-show-signature', '--date=raw', '--no-color', '--encoding=UTF-8', '--decorate=short'];

/** Against the first parent, or against nothing for the first commit. */
const against = ['-r', '--root', '-m', '--first-parent', '--no-commit-id'];

export const gitHistoryHandlers: Handlers<typeof gitHistoryCalls> = {
  async 'git.commits'(input, { agent, signal }) {
    return listCommits(await gitOf(agent).open(signal), input, signal);
  },
  async 'git.commitDetails'({ hash }, { agent, signal }) {
    const repository = await gitOf(agent).open(signal);
    await resolveCommit(repository, hash);
    const log = await repository.read({
      args: ['log', '-1', ...readable, `--format=${logFormat}`, hash],
      signal,
    });
    const [commit] = parseLog(log);
    if (!commit) throw new AppError('NOT_FOUND', `There is no commit ${hash}.`);
    const output = await repository.readBytes({
      args: ['diff-tree', ...against, '-z', '--raw', '--numstat', '--find-renames', hash],
      signal,
    });
    const files = parseCommitFiles(output.stdout.toString('utf8'));
    return {
      commit,
      files: files.slice(0, MAX_FILES),
      truncated: output.truncated || files.length > MAX_FILES,
    };
  },
  async 'git.commitDiff'({ hash, path, oldPath }, { agent, signal }) {
    const repository = await gitOf(agent).open(signal);
    await resolveCommit(repository, hash);
    const paths = oldPath === undefined ? [path] : [oldPath, path];
    return (await rawDiff(repository, { command: ['diff-tree', ...against, hash], paths, signal })).diff;
  },
  async 'git.stashes'(_input, { agent, signal }) {
    return { stashes: await listStashes(await gitOf(agent).open(signal)) };
  },
  async 'git.stash'(input, { agent, signal }) {
    await pushStash(await gitOf(agent).open(signal), input);
    return {};
  },
  async 'git.stashPop'(input, { agent, signal }) {
    const conflicted = await popStash(await gitOf(agent).open(signal), input);
    // git drops a stash only once all of it is applied.
    return { conflicted, kept: conflicted.length > 0 };
  },
  async 'git.stashDrop'(input, { agent, signal }) {
    await dropStash(await gitOf(agent).open(signal), input);
    return {};
  },
};

async function listCommits(
  repository: Repository,
  input: CommitsInput,
  signal: AbortSignal,
): Promise<{ commits: Commit[]; nextCursor: string | null }> {
  const from = await startOf(repository, input);
  const result = await repository.ask({
    args: [
      'log',
      ...readable,
      `--format=${logFormat}`,
      `--max-count=${input.limit + 1}`,
      `--skip=${from.skip}`,
      ...(input.message ? [`--grep=${input.message}`] : []),
      ...(input.author ? [`--author=${input.author}`] : []),
      ...(input.message || input.author ? ['--fixed-strings', '--regexp-ignore-case'] : []),
      from.hash ?? 'HEAD',
      '--',
      ...(input.path === undefined || input.path === '.' ? [] : [input.path]),
    ],
    literalPaths: true,
    signal,
  });
  if (result.code !== 0) {
    if (from.hash === undefined) {
      const head = await headCommit(repository);
      if (head === undefined) return { commits: [], nextCursor: null };
      // A first commit that came between the two questions is read by its name.
      return listCommits(repository, { ...input, revision: head }, signal);
    }
    throw failureOf({ ...result, doing: 'read the history' });
  }
  const commits = parseLog(result.stdout);
  // Without a search, the first commit listed is where the list starts.
  const start = from.hash ?? commits[0]?.hash;
  const more = commits.length > input.limit;
  return {
    commits: commits.slice(0, input.limit),
    nextCursor: more ? `${start}.${from.skip + input.limit}` : null,
  };
}

/** Where the list starts: later pages stay in the list that the first one saw. Without a hash, at HEAD. */
async function startOf(
  repository: Repository,
  { cursor, revision, message, author, path }: CommitsInput,
): Promise<{ hash: string | undefined; skip: number }> {
  if (cursor !== undefined) {
    const parts = /^([0-9a-f]{40}|[0-9a-f]{64})\.(\d{1,9})$/.exec(cursor);
    if (!parts?.[1]) throw new AppError('INVALID_INPUT', 'This is not a cursor of git.commits.');
    return { hash: parts[1], skip: Number(parts[2]) };
  }
  if (revision !== undefined) return { hash: await resolveCommit(repository, revision), skip: 0 };
  const searches = message || author || path !== undefined;
  return { hash: searches ? await headCommit(repository) : undefined, skip: 0 };
}

/** Undefined before the first commit. @throws AppError GIT_FAILED where git cannot tell. */
async function headCommit(repository: Repository): Promise<string | undefined> {
  const head = await repository.ask({ args: ['rev-parse', '--verify', '--quiet', 'HEAD'] });
  if (head.code > 1) throw failureOf({ ...head, doing: 'read the history' });
  return head.code === 0 ? head.stdout.trim() : undefined;
}
