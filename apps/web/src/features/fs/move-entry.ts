import { AppError } from '@berth/protocol/error';
import { toAppError } from '../../lib/errors';
import { trpc } from '../../lib/trpc';
import { isShown } from '../../workbench/shown-project';
import { useTabs } from '../../workbench/tabs';
import { askConflict } from './conflict-questions';
import { isWithin, movedPath } from './paths';

export interface MoveRequest {
  projectId: string;
  from: string;
  to: string;
}

export interface MovedEntry {
  /** Where it is now. */
  path: string;
  /** What puts back the entry whose place it took, if it took one. */
  replaced: string | null;
}

/** Moves an entry, asking what to do where the name is taken. Answers null where the person lets it be. @throws as `fs.rename`. */
export async function moveEntry({ projectId, from, to }: MoveRequest): Promise<MovedEntry | null> {
  try {
    return await trpc.fs.rename.mutate({ projectId, from, to });
  } catch (error) {
    if (toAppError(error).code !== 'ALREADY_EXISTS') throw error;
  }
  const replaceable = !isWithin(from, to);
  const { answer } = await askConflict({ about: 'move', projectId, path: to, replaceable });
  if (answer === 'skip' || answer === 'cancel') return null;
  if (answer === 'overwrite' && isShown(projectId)) refuseTwoTexts(from, to);
  const conflict = answer === 'overwrite' ? 'replace' : 'rename';
  return await trpc.fs.rename.mutate({ projectId, from, to, conflict });
}

/** @throws AppError CONFLICT where unsaved text of both would have one path. */
function refuseTwoTexts(from: string, to: string): void {
  const unsaved = unsavedPaths();
  for (const path of unsaved) {
    const taken = movedPath(path, from, to);
    if (taken === path || !unsaved.has(taken)) continue;
    throw new AppError(
      'CONFLICT',
      `${path} and ${taken} both have unsaved text. Save or close one of them first.`,
    );
  }
}

/** Files of the project on screen that have unsaved text. */
export function unsavedPaths(): ReadonlySet<string> {
  const { tabs, dirty } = useTabs.getState();
  return new Set(
    tabs.flatMap(({ id, input: { path } }) => (typeof path === 'string' && dirty.has(id) ? [path] : [])),
  );
}
