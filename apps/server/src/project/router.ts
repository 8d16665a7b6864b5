import {
  projectCreateInput,
  projectDeleteInput,
  projectDeleteOutput,
  projectListOutput,
  projectRenameInput,
  projectSchema,
} from '@berth/protocol/project';
import { procedure, projectProcedure, router } from '../trpc/init';

export const projectRouter = router({
  create: procedure
    .input(projectCreateInput)
    .output(projectSchema)
    .mutation(({ ctx, input }) => ctx.services.projects.create(input)),
  list: procedure.output(projectListOutput).query(({ ctx }) => ({ projects: ctx.services.projects.list() })),
  get: projectProcedure
    .output(projectSchema)
    .query(({ ctx, input }) => ctx.services.projects.get(input.projectId)),
  open: projectProcedure
    .output(projectSchema)
    .mutation(({ ctx, input }) => ctx.services.projects.open(input.projectId)),
  /** Ends the workspace; a start that is under way (pull, clone) is cancelled. */
  stop: projectProcedure
    .output(projectSchema)
    .mutation(({ ctx, input }) => ctx.services.projects.stop(input.projectId)),
  rename: procedure
    .input(projectRenameInput)
    .output(projectSchema)
    .mutation(({ ctx, input }) => ctx.services.projects.rename(input.projectId, input.name)),
  delete: procedure
    .input(projectDeleteInput)
    .output(projectDeleteOutput)
    .mutation(async ({ ctx, input }) => {
      const { projects, downloads } = ctx.services;
      const answer = await projects.delete(input.projectId, input.deleteFiles);
      await downloads.forgetProject(input.projectId);
      return answer;
    }),
});
