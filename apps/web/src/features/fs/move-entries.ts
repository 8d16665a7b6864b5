import { showToast, type Toast } from '../../ui/toasts';
import { showBatch } from './batch-store';
import { type FileWork, UNDO_MS } from './file-work';
import { plural } from './format-bytes';
import { type MoveAlong, moveEntry, unsavedPaths } from './move-entry';
import { oneByOne } from './one-by-one';
import { doneTitle, failureNotice, itemsCalled } from './outcome-notice';
import { tellDeleted, tellMoved } from './path-events';
import { moveInTree, revealEntries } from './tree-state';
import { type MoveDone, undoMoves } from './undo-moves';

export interface Move {
  path: string;
  to: string;
}

type Undo = Pick<Toast, 'action'>;

/**
 * Moves entries, none of which lies in another, asking about each whose name is taken, and selects them where they are now. One
 * notice tells what was not moved and why, with a way back for the rest. Answers where those are that moved.
 */
export async function moveEntries(work: FileWork, moves: readonly Move[]): Promise<string[]> {
  const { projectId } = work;
  const controller = new AbortController();
  const standing: MoveAlong['standing'] = {};
  const along = new Set<string>();
  const move = async ({ path: from, to }: Move, remaining: number): Promise<MoveDone | null> => {
    const moved = await moveEntry({ projectId, from, to }, { remaining, standing, moved: along });
    if (moved === 'cancel') controller.abort();
    if (moved === 'skip' || moved === 'cancel') return null;
    const { path, replaced } = moved;
    along.add(path);
    if (replaced !== null) work.show(() => tellDeleted(path));
    const staying = unsavedPaths();
    work.show(() => {
      moveInTree(from, path);
      tellMoved(from, path);
    });
    return { from, path, replaced, staying };
  };
  const batch = { projectId, doing: 'Moving', total: moves.length, stop: () => controller.abort() };
  const { done, failed } = await showBatch(batch, (count) =>
    oneByOne(moves, (one, remaining) => move(one, remaining).finally(count), controller.signal),
  );
  await work.refresh(done.flatMap(({ from, path }) => [from, path]));
  const paths = done.map(({ path }) => path);
  work.show(() => revealEntries(paths));
  const undo = (label: string): Undo => {
    const run = () => void undoMoves(work, done);
    return done.length > 0 ? { action: { label, run } } : {};
  };
  if (failed.length > 0) {
    const notice = failureNotice('moved', { tried: moves.length, failed });
    showToast({ kind: 'error', ...notice, ...undo(`Move ${itemsCalled(paths)} back`) });
  } else if (done.length > 0) tellDone({ done, left: moves.length - done.length, undo: undo('Undo') });
  return paths;
}

/** Of one that took no other's place nothing is told: it is seen where it went. */
function tellDone({ done, left, undo }: { done: readonly MoveDone[]; left: number; undo: Undo }): void {
  const paths = done.map(({ path }) => path);
  const replaced = done.filter((move) => move.replaced !== null).map(({ path }) => path);
  const single = done.length + left === 1;
  if (single && replaced.length === 0) return;
  const facts = [
    ...(replaced.length > 0 && !single ? [`${doneTitle('replaced', replaced)}.`] : []),
    ...(left > 0 ? [`${plural(left, 'item')} stayed.`] : []),
  ];
  showToast({
    kind: 'info',
    title: single ? doneTitle('replaced', replaced) : doneTitle('moved', paths),
    ...(facts.length > 0 ? { text: facts.join(' ') } : {}),
    durationMs: UNDO_MS,
    ...undo,
  });
}
