import type { RefUpdate } from '@berth/protocol/git-ref-update';
import type { gitRemoteStreams } from '@berth/protocol/git-remote';
import type { z } from 'zod';
import { resolveCommit } from './branches';
import { conflictsOrThrow } from './conflicts';
import { gitFailure } from './failure';
import { merge } from './merge';
import { parseFetch } from './parse-ref-updates';
import { type RemoteContext, remoteFailure, withRemote } from './remote-run';
import { requireRemote } from './remotes';
import { gitOf, type Repository } from './repository';
import { configured, requireCurrentBranch, upstreamOf } from './upstream';

type PullInput = z.output<(typeof gitRemoteStreams)['git.pull']['input']>;
type Strategy = NonNullable<PullInput['strategy']>;

export async function fetch(
  { remote, prune }: { remote: string; prune: boolean },
  context: RemoteContext,
): Promise<RefUpdate[]> {
  const repository = await gitOf(context.agent).open(context.signal);
  await repository.requireTrust(context.signal);
  await requireRemote(repository, remote);
  return fetchFrom(repository, { remote, prune, context });
}

interface Fetch {
  remote: string;
  prune: boolean;
  context: RemoteContext;
}

async function fetchFrom(repository: Repository, { remote, prune, context }: Fetch): Promise<RefUpdate[]> {
  let report = '';
  const result = await withRemote(context, ({ env, ...options }) =>
    repository.attemptApart({
      // In the compact form a branch is not named where both sides call it the same.
      args: [
        '-c',
        'fetch.output=full',
        'fetch',
        '--verbose',
        '--progress',
        ...(prune ? ['--prune'] : []),
        '--',
        remote,
      ],
      ...options,
      onErrorOutput: (text) => {
        options.onErrorOutput(text);
        // Only its end matters: git reports the refs last.
        report = (report + text).slice(-1_000_000);
      },
      env,
    }),
  );
  const refs = parseFetch(report);
  if (result.code === 0) return refs;
  const rejected = refs.filter(({ status }) => status === 'rejected');
  if (rejected.length === 0) throw remoteFailure(result, `fetch from ${remote}`);
  const reasons = rejected.map(({ to, reason, summary }) => `${to}: ${reason ?? summary}`).join('; ');
  const advice = fetchAdvice(result.stderr);
  throw gitFailure('rejected', {
    message: `Not all of ${remote} could be fetched (${reasons}). ${advice ?? ''}`.trim(),
    ...(advice ? { advice } : {}),
    refs,
  });
}

function fetchAdvice(stderr: string): string | undefined {
  if (/git remote prune/.test(stderr)) {
    return 'Branches that are gone there stand in the way of new ones. Fetch, which forgets them, then go on.';
  }
  if (/would clobber existing tag/.test(stderr)) {
    return 'A tag of yours has the same name and is another one. Delete it to have theirs.';
  }
  return undefined;
}

/** Fetches and brings the current branch up to date. Conflicts are an error that lists them. */
export async function pull(
  { remote, strategy }: PullInput,
  context: RemoteContext,
): Promise<{ refs: RefUpdate[]; hash: string; upToDate: boolean }> {
  const repository = await gitOf(context.agent).open(context.signal);
  await repository.requireTrust(context.signal);
  const branch = requireCurrentBranch(repository);
  await requireRemote(repository, remote);
  const before = await headOf(repository);
  const refs = await fetchFrom(repository, { remote, prune: false, context });
  const theirs = await trackingRef(repository, remote, branch);
  // Before the first commit there is nothing to rebase: the branch begins with theirs.
  const chosen =
    before === undefined ? 'merge' : (strategy ?? (await configuredStrategy(repository, branch)));
  const doing = `bring ${branch} up to date`;
  const args = [...commands[chosen], theirs];
  const files =
    chosen === 'rebase'
      ? await conflictsOrThrow(repository, {
          result: await repository.attempt({ args }),
          doing,
          hooks: ['pre-rebase'],
        })
      : await merge(repository, { args, doing });
  if (files.length > 0) {
    throw gitFailure('conflicts', {
      message: `Your commits and those of ${remote} change the same lines.`,
      advice: 'Resolve each conflict and go on, or abort to be where you were.',
      files,
      refs,
    });
  }
  const hash = await resolveCommit(repository, 'HEAD');
  return { refs, hash, upToDate: hash === before };
}

const commands: Record<Strategy, readonly string[]> = {
  merge: ['merge', '--no-edit', '--no-stat', '--ff'],
  'ff-only': ['merge', '--no-stat', '--ff-only'],
  rebase: ['rebase', '--no-stat'],
};

async function headOf(repository: Repository): Promise<string | undefined> {
  const { stdout, code } = await repository.ask({ args: ['rev-parse', '--verify', '--quiet', 'HEAD'] });
  return code === 0 ? stdout.trim() : undefined;
}

/** As the person has configured it, else a merge. */
async function configuredStrategy(repository: Repository, branch: string): Promise<Strategy> {
  const rebase =
    (await configured(repository, `branch.${branch}.rebase`)) ??
    (await configured(repository, 'pull.rebase'));
  if (rebase !== undefined && !['false', 'no', 'off', '0'].includes(rebase.toLowerCase())) return 'rebase';
  return (await configured(repository, 'pull.ff')) === 'only' ? 'ff-only' : 'merge';
}

/** What the branch follows on this remote. @throws AppError GIT_FAILED of the kind `no_upstream`. */
async function trackingRef(repository: Repository, remote: string, branch: string): Promise<string> {
  const upstream = await upstreamOf(repository, branch);
  const theirs = upstream?.remote === remote ? upstream.ref.slice('refs/heads/'.length) : branch;
  const ref = `refs/remotes/${remote}/${theirs}`;
  const { code } = await repository.ask({ args: ['rev-parse', '--verify', '--quiet', ref] });
  if (code === 0) return ref;
  throw gitFailure('no_upstream', {
    message: `${remote} has no branch ${theirs} to pull. Push yours first.`,
    advice: 'Push the branch first.',
  });
}
