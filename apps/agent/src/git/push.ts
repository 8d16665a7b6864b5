import type { RefUpdate } from '@berth/protocol/git-ref-update';
import type { gitRemoteStreams } from '@berth/protocol/git-remote';
import type { z } from 'zod';
import { gitFailure } from './failure';
import { findHook, hookFailure } from './hook';
import { adviceFor, parsePush } from './parse-ref-updates';
import { plainText, withoutSecrets } from './plain-text';
import { type RemoteContext, remoteFailure, withRemote } from './remote-run';
import { requireRemote } from './remotes';
import { gitOf, type Repository } from './repository';
import { requireCurrentBranch, upstreamOf } from './upstream';

type Input = z.output<(typeof gitRemoteStreams)['git.push']['input']>;

/** Pushes one branch. @throws AppError GIT_FAILED of the kind `rejected`, with every ref's fate. */
export async function push(input: Input, context: RemoteContext): Promise<RefUpdate[]> {
  const repository = await gitOf(context.agent).open(context.signal);
  await repository.requireTrust(context.signal);
  await requireRemote(repository, input.remote);
  const branch = input.branch ?? requireCurrentBranch(repository);
  await requireCommit(repository, branch);
  const upstream = await upstreamOf(repository, branch);
  const target = upstream?.remote === input.remote ? upstream.ref : `refs/heads/${branch}`;
  const result = await withRemote(context, ({ env, ...options }) =>
    repository.attemptApart({
      args: [
        'push',
        '--porcelain',
        '--progress',
        ...(input.setUpstream ? ['--set-upstream'] : []),
        ...(input.forceWithLease ? [`--force-with-lease=${target}`] : []),
        '--',
        input.remote,
        `refs/heads/${branch}:${target}`,
      ],
      ...options,
      env,
    }),
  );
  const refs = parsePush(result.stdout.toString('utf8'));
  if (result.code === 0) return refs;
  const rejected = refs.filter(({ status }) => status === 'rejected');
  if (rejected.length > 0) {
    const advice = adviceFor(refs);
    const reasons = rejected.map(({ to, reason, summary }) => `${to}: ${reason ?? summary}`).join('; ');
    throw gitFailure('rejected', {
      message: `The remote rejected the push (${reasons}). ${advice ?? ''}`.trim(),
      ...(advice ? { advice } : {}),
      refs,
      output: withoutSecrets(plainText(result.stderr)),
    });
  }
  const hook = result.ended === 'by itself' ? await findHook(repository, ['pre-push']) : undefined;
  throw hookFailure(hook, remoteFailure(result, 'push'));
}

async function requireCommit(repository: Repository, branch: string): Promise<void> {
  const { code } = await repository.ask({
    args: ['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`],
  });
  if (code === 0) return;
  throw gitFailure('no_commit', { message: `The branch ${branch} has no commit to push yet.` });
}
