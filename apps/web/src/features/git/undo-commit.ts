import type { RepositoryStatus } from '@berth/protocol/git-status';
import { trpc } from '../../lib/trpc';
import { replaceMessage } from './message-draft';
import { askInProject } from './questions';
import { runAction } from './run-action';

const FAILED = 'The commit was not taken back';

const undo = (projectId: string, work: (signal: AbortSignal) => Promise<void>): Promise<boolean> =>
  runAction({ projectId, name: 'Undoing the commit', failed: FAILED, work });

/** Takes the last commit back; asks first where more comes of it than its changes being staged again. */
export function askToUndoCommit(projectId: string, status: RepositoryStatus): Promise<boolean> {
  return undo(projectId, async (signal) => {
    const { commits } = await trpc.git.commits.query({ projectId, limit: 1 }, { signal });
    const warnings = undoWarnings(status, commits[0]?.parents.length ?? 0);
    if (warnings.length === 0) await takeBack(projectId, signal);
    else askInProject({ projectId, title: FAILED, dialog: { kind: 'undo', warnings } });
  });
}

export const undoCommit = (projectId: string): Promise<boolean> =>
  undo(projectId, (signal) => takeBack(projectId, signal));

async function takeBack(projectId: string, signal: AbortSignal): Promise<void> {
  const { message } = await trpc.git.undoCommit.mutate({ projectId }, { signal });
  replaceMessage(projectId, { was: '', next: message });
}

/** What a person should know before the last commit, of so many parents, is taken back. */
export function undoWarnings(
  { upstream, ahead }: Pick<RepositoryStatus, 'upstream' | 'ahead'>,
  parents: number,
): string[] {
  return [
    ...(parents > 1
      ? [
          'It is a merge. All it brought in becomes staged changes, and a new commit of them is no merge any more.',
        ]
      : []),
    ...(upstream !== null && ahead === 0
      ? [`${upstream} has it already. The next push is rejected until it is pulled again or replaced there.`]
      : []),
  ];
}
