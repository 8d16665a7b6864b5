import type { Change, RepositoryStatus } from '@berth/protocol/git-status';
import { trpc } from '../../lib/trpc';
import type { Group } from './change-rows';
import { failureOf, showGitDialog } from './git-store';
import { markedAmong } from './marked-files';
import { askInProject } from './questions';
import type { Resolution } from './resolutions';
import { runAction } from './run-action';

const UNRESOLVED = 'The conflict is not resolved';

/** Both names of a moved file, so that all of the move is staged or unstaged. */
export const pathsOf = (changes: readonly Change[]): string[] =>
  changes.flatMap(({ path, oldPath }) => (oldPath === undefined ? [path] : [oldPath, path]));

/** The paths of a whole group. Of more changes than are listed everything is meant, but for conflicts, which stay what they are. */
export function pathsOfGroup(status: RepositoryStatus, group: Group): string[] {
  return status.truncated && status.conflicted.length === 0 ? ['.'] : pathsOf(status[group]);
}

export function stage(projectId: string, paths: string[]): Promise<boolean> {
  return runAction({
    projectId,
    name: 'Staging',
    failed: 'Staging failed',
    work: (signal) => trpc.git.stage.mutate({ projectId, paths }, { signal }),
  });
}

export function unstage(projectId: string, paths: string[]): Promise<boolean> {
  return runAction({
    projectId,
    name: 'Unstaging',
    failed: 'Unstaging failed',
    work: (signal) => trpc.git.unstage.mutate({ projectId, paths }, { signal }),
  });
}

/** Moves changes to the group they are dropped on. */
export function moveTo(projectId: string, target: Group, paths: string[]): void {
  if (target === 'staged') void stage(projectId, paths);
  else void unstage(projectId, paths);
}

/** Asks, then throws changes away. */
export function askToDiscard(changes: readonly Change[]): void {
  const [first] = changes;
  if (!first) return;
  const title =
    changes.length === 1 ? `Discard the changes in ${first.path}?` : `Discard ${changes.length} changes?`;
  showGitDialog({ kind: 'discard', title, paths: changes.map(({ path }) => path) });
}

export function discard(projectId: string, paths: string[]): Promise<boolean> {
  return runAction({
    projectId,
    name: 'Discarding',
    failed: 'Discarding failed',
    work: (signal) => trpc.git.discard.mutate({ projectId, paths }, { signal }),
  });
}

/** Marks files resolved as they are; asks first where git's markers are still in one. */
export async function askToMarkResolved(projectId: string, paths: readonly string[]): Promise<void> {
  const marked = await markedAmong(projectId, paths);
  if (marked.length > 0)
    askInProject({ projectId, title: UNRESOLVED, dialog: { kind: 'markers', marked, paths } });
  else await markResolved(projectId, paths);
}

/** Resolves a conflict as the person chose; asks what has to be asked. */
export async function askToResolve(
  projectId: string,
  { path, take }: { path: string; take: Resolution },
): Promise<void> {
  if (take === 'working') await askToMarkResolved(projectId, [path]);
  else await resolve(projectId, { path, take });
}

export function markResolved(projectId: string, paths: readonly string[]): Promise<boolean> {
  return runAction({
    projectId,
    name: 'Resolving',
    failed: UNRESOLVED,
    work: async (signal) => {
      for (const path of paths)
        await trpc.git.resolve.mutate({ projectId, path, take: 'working' }, { signal });
    },
  });
}

interface Resolved {
  path: string;
  take: Resolution;
  /** Whether what was edited by hand is to be lost; where that is not said, the person is asked. */
  overEdits?: boolean;
}

export function resolve(projectId: string, { path, take, overEdits = false }: Resolved): Promise<boolean> {
  return runAction({
    projectId,
    name: 'Resolving',
    failed: UNRESOLVED,
    work: async (signal) => {
      try {
        await trpc.git.resolve.mutate({ projectId, path, take, overEdits }, { signal });
      } catch (error) {
        if (failureOf(error)?.kind !== 'hand_edits') throw error;
        askInProject({ projectId, title: UNRESOLVED, dialog: { kind: 'hand_edits', path, take } });
      }
    },
  });
}
