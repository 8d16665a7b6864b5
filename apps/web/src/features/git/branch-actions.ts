import { trpc } from '../../lib/trpc';
import { failureOf } from './git-store';
import { askInProject } from './questions';
import { runAction } from './run-action';

/** Deletes a local branch; where its commits would be lost, the person is asked first. */
export function deleteBranch(projectId: string, branch: string, force = false): Promise<boolean> {
  return runAction({
    projectId,
    name: 'Deleting the branch',
    failed: 'The branch was not deleted',
    work: async (signal) => {
      try {
        await trpc.git.deleteBranch.mutate({ projectId, branch, force }, { signal });
      } catch (error) {
        if (failureOf(error)?.kind !== 'not_merged') throw error;
        askInProject({
          projectId,
          title: 'The branch was not deleted',
          dialog: { kind: 'delete_branch', branch },
        });
      }
    },
  });
}
