import { trpc } from '../../lib/trpc';
import { showToast } from '../../ui/toasts';
import type { FileWork } from './file-work';
import { type Failure, oneByOne } from './one-by-one';
import { failureNotice } from './outcome-notice';
import { tellMoved } from './path-events';
import { type Restorable, restoreEntry } from './restore-entries';
import { moveInTree, revealEntries, setExpanded, useTree } from './tree-state';

/** A move that was made. */
export interface MoveDone {
  from: string;
  /** Where the entry is now. */
  path: string;
  /** What puts back the entry whose place it took, if it took one. */
  replaced: string | null;
  /** Unsaved text of what was replaced stays there. */
  staying: ReadonlySet<string>;
}

/** Moves entries back, the last first, and puts back what they had replaced. What cannot be is told in a notice. */
export async function undoMoves(work: FileWork, moves: readonly MoveDone[]): Promise<void> {
  const { projectId } = work;
  const lost: Failure<Restorable>[] = [];
  const moveBack = async ({ from, path, replaced, staying }: MoveDone): Promise<string> => {
    let wasOpen = false;
    work.show(() => {
      wasOpen = useTree.getState().expanded.has(path);
    });
    await trpc.fs.rename.mutate({ projectId, from: path, to: from });
    work.show(() => {
      moveInTree(path, from);
      tellMoved(path, from, staying);
    });
    if (replaced === null) return from;
    const { failed } = await oneByOne([{ path, token: replaced }], (entry) => restoreEntry(work, entry));
    lost.push(...failed);
    if (wasOpen && failed.length === 0) work.show(() => setExpanded(path, true));
    return from;
  };
  const { done, failed } = await oneByOne(moves.toReversed(), moveBack);
  await work.refresh(moves.flatMap(({ from, path }) => [from, path]));
  work.show(() => revealEntries(done.toReversed()));
  const tried = moves.length;
  if (failed.length > 0) showToast({ kind: 'error', ...failureNotice('moved back', { tried, failed }) });
  if (lost.length > 0) {
    const replaced = moves.filter((move) => move.replaced !== null).length;
    showToast({ kind: 'error', ...failureNotice('put back', { tried: replaced, failed: lost }) });
  }
}
