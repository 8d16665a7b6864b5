import { type AgentCalls, type AgentStreams, agentStreams } from '@berth/protocol/agent';
import type { FolderPage } from '@berth/protocol/fs-entry';
import { progressIdSchema } from '@berth/protocol/fs-progress';
import type { TRPCMutationProcedure, TRPCQueryProcedure } from '@trpc/server';
import type { z } from 'zod';
import { askAgent, forwardMutation, forwardQuery, toAgent } from '../trpc/forward';
import { projectProcedure, router } from '../trpc/init';
import { WrittenJson } from '../trpc/written-json';
import { type LongCall, runLongCall } from './long-call';
import { pageJson } from './page-json';

interface LongInput {
  projectId: string;
  /** Asks for `fs_progress` events to the project's subscribers. */
  progressId?: string | undefined;
}

/** A mutation that takes as long as its tree is big; closing the request cancels it. */
function longMutation<N extends LongCall>(name: N) {
  const built = projectProcedure
    .input((agentStreams[name].input as z.ZodObject).extend({ progressId: progressIdSchema.optional() }))
    .mutation(async ({ ctx, input, signal }) => {
      const { projectId, progressId, ...rest } = input as LongInput;
      const { workspaces, broadcast } = ctx.services;
      return runLongCall(await workspaces.running(projectId), {
        name,
        input: rest as never,
        signal,
        onProgress(progress) {
          if (progressId === undefined) return;
          broadcast.project(projectId, {
            name: 'fs_progress',
            payload: { projectId, progressId, ...progress },
          });
        },
      });
    });
  return built as unknown as TRPCMutationProcedure<{
    input: z.input<AgentStreams[N]['input']> & LongInput;
    output: z.output<AgentStreams[N]['output']>;
    meta: unknown;
  }>;
}

const list = toAgent('fs.list').query(
  async (options) => new WrittenJson(pageJson(await askAgent('fs.list', options))),
) as unknown as TRPCQueryProcedure<{
  input: z.input<AgentCalls['fs.list']['input']> & { projectId: string };
  output: FolderPage;
  meta: unknown;
}>;

export const fsRouter = router({
  read: forwardQuery('fs.read'),
  list,
  stat: forwardQuery('fs.stat'),
  count: forwardQuery('fs.count'),
  deleted: forwardQuery('fs.deleted'),
  create: forwardMutation('fs.create'),
  update: forwardMutation('fs.update'),
  delete: forwardMutation('fs.delete'),
  mkdir: forwardMutation('fs.mkdir'),
  rmdir: longMutation('fs.rmdir'),
  rename: forwardMutation('fs.rename'),
  copy: longMutation('fs.copy'),
  restore: forwardMutation('fs.restore'),
});
