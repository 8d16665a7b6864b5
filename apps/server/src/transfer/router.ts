import {
  previewSchema,
  transferCancelInput,
  transferListOutput,
  transferPreviewInput,
} from '@berth/protocol/transfer';
import { z } from 'zod';
import { procedure, projectProcedure, router } from '../trpc/init';

export const transferRouter = router({
  /** What a download would hold, and what it would leave out and why. */
  preview: procedure
    .input(transferPreviewInput)
    .output(previewSchema)
    .query(({ ctx, input, signal }) => {
      const { projectId, ...selection } = input;
      return ctx.services.downloads.preview(projectId, selection, signal);
    }),
  /** Downloads that can be continued. */
  list: projectProcedure
    .output(transferListOutput)
    .query(({ ctx, input }) => ({ downloads: ctx.services.downloads.list(input.projectId) })),
  cancel: procedure
    .input(transferCancelInput)
    .output(z.object({}))
    .mutation(async ({ ctx, input }) => {
      await ctx.services.downloads.cancel(input.downloadId);
      return {};
    }),
});
