import {
  draftDeleteInput,
  draftGetInput,
  draftGetOutput,
  draftListOutput,
  draftSaveInput,
  draftSummarySchema,
} from '@berth/protocol/drafts';
import { z } from 'zod';
import { procedure, projectProcedure, router } from '../trpc/init';

export const draftsRouter = router({
  save: procedure
    .input(draftSaveInput)
    .output(draftSummarySchema)
    .mutation(({ ctx, input }) => {
      ctx.services.projects.get(input.projectId);
      return ctx.services.drafts.save(input);
    }),
  get: procedure
    .input(draftGetInput)
    .output(draftGetOutput)
    .query(({ ctx, input }) => ({ draft: ctx.services.drafts.get(input) })),
  list: projectProcedure
    .output(draftListOutput)
    .query(({ ctx, input }) => ({ drafts: ctx.services.drafts.list(input.projectId) })),
  delete: procedure
    .input(draftDeleteInput)
    .output(z.object({}))
    .mutation(({ ctx, input }) => {
      ctx.services.drafts.delete(input);
      return {};
    }),
});
