import { trpc } from '../../lib/trpc';
import { showToast } from '../../ui/toasts';
import type { FileWork } from './file-work';
import { oneByOne } from './one-by-one';
import { failureNotice } from './outcome-notice';
import { tellRestored } from './path-events';
import { revealEntries } from './tree-state';

export interface Restorable {
  /** Where it was. */
  path: string;
  /** What `fs.delete` answered. */
  token: string;
}

/** @throws as `fs.restore`. */
export async function restoreEntry(work: FileWork, { path, token }: Restorable): Promise<string> {
  await trpc.fs.restore.mutate({ projectId: work.projectId, token });
  work.show(() => tellRestored(path));
  return path;
}

/** Puts deleted entries back where they were; what cannot be is told in a notice. Answers whether all are back. */
export async function restoreEntries(work: FileWork, entries: readonly Restorable[]): Promise<boolean> {
  const { done, failed } = await oneByOne(entries, (entry) => restoreEntry(work, entry));
  await work.refresh(done);
  work.show(() => revealEntries(done));
  if (failed.length === 0) return true;
  showToast({ kind: 'error', ...failureNotice('put back', { tried: entries.length, failed }) });
  return false;
}
