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
      const { projectId, previewId, ...selection } = input;
      const { downloads, broadcast } = ctx.services;
      return downloads.preview(projectId, selection, {
        signal,
        onProgress({ files, bytes, excludedFiles }) {
          if (previewId === undefined) return;
          const payload = { projectId, previewId, files, bytes, excludedFiles };
          broadcast.project(projectId, { name: 'download_preview_progress', payload });
        },
      });
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
