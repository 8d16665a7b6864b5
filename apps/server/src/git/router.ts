import { type AgentStreams, agentStreams } from '@berth/protocol/agent';
import type { RemoteOperation } from '@berth/protocol/git-remote';
import type { TRPCMutationProcedure } from '@trpc/server';
import type { z } from 'zod';
import { forwardMutation, forwardQuery } from '../trpc/forward';
import { projectProcedure, router } from '../trpc/init';
import { runRemote } from './remote-operations';

/** A mutation that reaches a remote: its progress is announced to the project, and closing the request cancels it. */
function remoteMutation<N extends Exclude<RemoteOperation, 'git.clone'>>(name: N) {
  const built = projectProcedure
    .input(agentStreams[name].input as z.ZodObject)
    .mutation(async ({ ctx, input, signal }) => {
      const { projectId, ...rest } = input as { projectId: string };
      const { workspaces, gitCredentials, broadcast } = ctx.services;
      const workspace = await workspaces.running(projectId);
      return runRemote(gitCredentials, {
        workspace,
        name,
        input: rest as never,
        signal,
        onProgress: (progress) =>
          broadcast.project(projectId, {
            name: 'git_progress',
            payload: { projectId, operation: name, ...progress },
          }),
      });
    });
  return built as unknown as TRPCMutationProcedure<{
    input: z.input<AgentStreams[N]['input']> & { projectId: string };
    output: z.output<AgentStreams[N]['output']>;
    meta: unknown;
  }>;
}

export const gitRouter = router({
  status: forwardQuery('git.status'),
  ignored: forwardQuery('git.ignored'),
  trust: forwardMutation('git.trust'),
  diff: forwardQuery('git.diff'),
  file: forwardQuery('git.file'),
  stage: forwardMutation('git.stage'),
  unstage: forwardMutation('git.unstage'),
  discard: forwardMutation('git.discard'),
  hunks: forwardMutation('git.hunks'),
  commit: forwardMutation('git.commit'),
  undoCommit: forwardMutation('git.undoCommit'),
  identity: forwardQuery('git.identity'),
  setIdentity: forwardMutation('git.setIdentity'),
  unlock: forwardMutation('git.unlock'),
  branches: forwardQuery('git.branches'),
  checkout: forwardMutation('git.checkout'),
  createBranch: forwardMutation('git.createBranch'),
  renameBranch: forwardMutation('git.renameBranch'),
  deleteBranch: forwardMutation('git.deleteBranch'),
  merge: forwardMutation('git.merge'),
  init: forwardMutation('git.init'),
  gitignoreTemplates: forwardQuery('git.gitignoreTemplates'),
  resolve: forwardMutation('git.resolve'),
  continue: forwardMutation('git.continue'),
  skip: forwardMutation('git.skip'),
  abort: forwardMutation('git.abort'),
  commits: forwardQuery('git.commits'),
  commitDetails: forwardQuery('git.commitDetails'),
  commitDiff: forwardQuery('git.commitDiff'),
  stashes: forwardQuery('git.stashes'),
  stash: forwardMutation('git.stash'),
  stashPop: forwardMutation('git.stashPop'),
  stashDrop: forwardMutation('git.stashDrop'),
  remotes: forwardQuery('git.remotes'),
  addRemote: forwardMutation('git.addRemote'),
  removeRemote: forwardMutation('git.removeRemote'),
  push: remoteMutation('git.push'),
  fetch: remoteMutation('git.fetch'),
  pull: remoteMutation('git.pull'),
});
