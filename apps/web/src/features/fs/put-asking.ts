import type { UploadConflict } from '@berth/protocol/fs-upload';
import { toAppError } from '../../lib/errors';
import { navigate } from '../../shell/route';
import { showToast } from '../../ui/toasts';
import { isShown } from '../../workbench/shown-project';
import { askConflict, type ConflictAnswer, type Taken } from './conflict-questions';
import { nameOf } from './paths';
import { type PutFile, putFile } from './put-file';

/** The answers that hold for the other files of an upload, too. */
export type Standing = Partial<Record<Taken, ConflictAnswer>>;

/** Uploads one file, asking what to do where its name is taken. Answers what became of it. @throws as `putFile`. */
export async function putAsking(
  file: Omit<PutFile, 'conflict'>,
  { standing, remaining }: { standing: Standing; remaining: number },
): Promise<'uploaded' | 'skip' | 'cancel'> {
  const { exists } = standing;
  let conflict: UploadConflict = exists === 'overwrite' || exists === 'rename' ? exists : 'fail';
  for (;;) {
    try {
      await putFile({ ...file, conflict });
      return 'uploaded';
    } catch (error) {
      const taken = takenBy(error);
      if (file.signal.aborted || taken === null) throw error;
      const answer = standingAnswer(standing, taken) ?? (await ask(taken));
      if (answer === 'skip' || answer === 'cancel') return answer;
      const next = answer === 'overwrite' && taken === 'readOnly' ? 'overwriteReadOnly' : answer;
      // What was refused once is refused again.
      if (next === conflict) throw error;
      conflict = next;
    }
  }

  async function ask(taken: Taken): Promise<ConflictAnswer> {
    const { projectId, path } = file;
    if (!isShown(projectId)) tellWaiting(file);
    const { answer, forAll } = await askConflict({ about: 'upload', projectId, path, taken, remaining });
    if (forAll) standing[taken] = answer;
    return answer;
  }
}

/** Only replacing is another matter where the file is read-only. */
export function standingAnswer(standing: Standing, taken: Taken): ConflictAnswer | undefined {
  return standing[taken] ?? (standing.exists === 'overwrite' ? undefined : standing.exists);
}

function takenBy(error: unknown): Taken | null {
  const { code, details } = toAppError(error);
  if (details?.readOnly === true) return 'readOnly';
  return code === 'ALREADY_EXISTS' ? 'exists' : null;
}

/** The question waits until its project is on screen. */
function tellWaiting({ projectId, path }: { projectId: string; path: string }): void {
  showToast({
    kind: 'info',
    title: `The upload to another project asks about “${nameOf(path)}”`,
    action: { label: 'Go there', run: () => navigate({ view: 'project', projectId }) },
  });
}
