import type { Operation } from '@berth/protocol/git-status';
import { trpc } from '../../lib/trpc';
import { runAction } from './run-action';

/** Goes on with the merge, rebase, cherry-pick or revert under way. */
export function goOn(projectId: string, operation: Operation): Promise<boolean> {
  return runAction({
    projectId,
    name: 'Going on',
    goingOn: `go on with the ${operation}`,
    failed: 'It could not go on',
    work: (signal) => trpc.git.continue.mutate({ projectId }, { signal }),
  });
}

/** Leaves out the commit it is at. */
export function skipStep(projectId: string): Promise<boolean> {
  return runAction({
    projectId,
    name: 'Skipping the commit',
    failed: 'The commit was not skipped',
    work: (signal) => trpc.git.skip.mutate({ projectId }, { signal }),
  });
}

/** Goes back to where it began. */
export function goBack(projectId: string): Promise<boolean> {
  return runAction({
    projectId,
    name: 'Going back',
    failed: 'It could not be aborted',
    work: (signal) => trpc.git.abort.mutate({ projectId }, { signal }),
  });
}
