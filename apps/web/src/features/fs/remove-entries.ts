import type { Entry } from '@berth/protocol/fs-entry';
import { trpc } from '../../lib/trpc';
import { showToast } from '../../ui/toasts';
import { type FileWork, UNDO_MS } from './file-work';
import { plural } from './format-bytes';
import { oneByOne } from './one-by-one';
import { doneTitle, failureNotice, itemsCalled } from './outcome-notice';
import { tellDeleted } from './path-events';
import { type Restorable, restoreEntries } from './restore-entries';
import { forgetInTree } from './tree-state';

export interface RemoveOptions {
  /** Once it is aborted, no further entry is deleted. */
  signal?: AbortSignal;
  /** Told after each entry that is gone. */
  onProgress?: (deleted: number) => void;
}

/**
 * Deletes entries, none of which lies in another. One notice tells what was deleted, with a way to put all of
 * it back, and what could not be. Answers the paths that are gone.
 */
export async function removeEntries(
  work: FileWork,
  entries: readonly Entry[],
  { signal, onProgress }: RemoveOptions = {},
): Promise<string[]> {
  const restorable: Restorable[] = [];
  let deleted = 0;
  const remove = async (entry: Entry): Promise<string> => {
    const { path } = entry;
    const { undo } = await removeEntry(work.projectId, entry);
    if (undo) restorable.push({ path, token: undo });
    deleted += 1;
    onProgress?.(deleted);
    work.show(() => {
      forgetInTree(path);
      tellDeleted(path);
    });
    return path;
  };
  const { done, failed } = await oneByOne(entries, remove, signal);
  await work.refresh(done);
  const undo = (label: string) => {
    const run = () => void restoreEntries(work, restorable);
    return restorable.length > 0 ? { action: { label, run } } : {};
  };
  if (failed.length > 0) {
    const notice = failureNotice('deleted', { tried: entries.length, failed });
    showToast({ kind: 'error', ...notice, ...undo(`Put ${itemsCalled(done)} back`) });
  } else if (done.length > 0) {
    const left = entries.length - done.length;
    const text = left > 0 ? { text: `You stopped it: ${plural(left, 'item')} stayed.` } : {};
    showToast({
      kind: 'info',
      title: doneTitle('deleted', done),
      ...text,
      durationMs: UNDO_MS,
      ...undo('Undo'),
    });
  }
  return done;
}

function removeEntry(projectId: string, { path, type }: Entry) {
  return type === 'directory'
    ? trpc.fs.rmdir.mutate({ projectId, path, recursive: true })
    : trpc.fs.delete.mutate({ projectId, path });
}
