import { AppError } from '@berth/protocol/error';
import { toAppError } from '../../lib/errors';
import { trpc } from '../../lib/trpc';
import { isShown } from '../../workbench/shown-project';
import { useTabs } from '../../workbench/tabs';
import { askConflict, type ConflictAnswer } from './conflict-questions';
import { isWithin, movedPath } from './paths';

export interface MoveRequest {
  projectId: string;
  from: string;
  to: string;
}

/** What a move knows of others that the person moves along with it. */
export interface MoveAlong {
  /** How many are still to be moved. */
  remaining: number;
  /** What the person answered for all that follow. */
  standing: { answer?: ConflictAnswer };
  /** Where those are that have moved. */
  moved: ReadonlySet<string>;
}

export interface MovedEntry {
  /** Where it is now. */
  path: string;
  /** What puts back the entry whose place it took, if it took one. */
  replaced: string | null;
}

/** Moves an entry, asking what to do where the name is taken. Answers what the person said where it stays. @throws as `fs.rename`. */
export async function moveEntry(
  { projectId, from, to }: MoveRequest,
  { remaining, standing, moved }: MoveAlong,
): Promise<MovedEntry | 'skip' | 'cancel'> {
  try {
    return await trpc.fs.rename.mutate({ projectId, from, to });
  } catch (error) {
    if (toAppError(error).code !== 'ALREADY_EXISTS') throw error;
  }
  const replaceable = !isWithin(from, to);
  const spares = !replaceable || moved.has(to);
  const answer = answerForAll(standing.answer, spares) ?? (await ask());
  if (answer === 'skip' || answer === 'cancel') return answer;
  if (answer === 'overwrite' && isShown(projectId)) refuseTwoTexts(from, to);
  const conflict = answer === 'overwrite' ? 'replace' : 'rename';
  return await trpc.fs.rename.mutate({ projectId, from, to, conflict });

  async function ask(): Promise<ConflictAnswer> {
    const question = { about: 'move', projectId, path: to, replaceable, remaining } as const;
    const { answer, forAll } = await askConflict(question);
    if (forAll) standing.answer = answer;
    return answer;
  }
}

/** The answer for all counts, but nothing that is to be spared is replaced by it: what holds the entry, or has moved along with it. */
export function answerForAll(
  answer: ConflictAnswer | undefined,
  spares: boolean,
): ConflictAnswer | undefined {
  return answer === 'overwrite' && spares ? undefined : answer;
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
