import { toAppError } from '../../lib/errors';
import { newId } from '../../lib/new-id';
import { on } from '../../lib/socket';
import { trpc } from '../../lib/trpc';
import { showToast } from '../../ui/toasts';
import { addCopy, endCopy, setCopyProgress } from './copy-store';
import { nameOf } from './paths';

/** Milliseconds after which a copy is shown, with a way to stop it. */
const SHOWN_AFTER_MS = 1_000;

export interface CopyRequest {
  projectId: string;
  from: string;
  to: string;
}

/** Copies an entry, and shows how far it is when that takes long. Answers false where the person stopped it. @throws as `fs.copy`. */
export async function copyEntry({ projectId, from, to }: CopyRequest): Promise<boolean> {
  const id = newId();
  const name = nameOf(from);
  const abort = new AbortController();
  const timer = setTimeout(
    () => addCopy({ id, projectId, name, cancel: () => abort.abort() }),
    SHOWN_AFTER_MS,
  );
  const unlisten = on('fs_progress', ({ progressId, ...progress }) => {
    if (progressId === id) setCopyProgress(id, progress);
  });
  try {
    await trpc.fs.copy.mutate({ projectId, from, to, progressId: id }, { signal: abort.signal });
    return true;
  } catch (error) {
    if (!abort.signal.aborted) throw error;
    // It may have been complete by the time it was told to stop.
    if (await exists(projectId, to)) return true;
    showToast({
      kind: 'info',
      title: `Copying “${name}” was cancelled`,
      text: 'Nothing of the copy is kept.',
    });
    return false;
  } finally {
    clearTimeout(timer);
    unlisten();
    endCopy(id);
  }
}

async function exists(projectId: string, path: string): Promise<boolean> {
  try {
    await trpc.fs.stat.query({ projectId, path });
    return true;
  } catch (error) {
    if (toAppError(error).code === 'NOT_FOUND') return false;
    throw error;
  }
}
