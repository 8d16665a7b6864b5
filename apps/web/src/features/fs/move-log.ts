import type { FileChange } from '@berth/protocol/fs-watch';
import { isWithin, nameOf } from './paths';
import { watchTree } from './tree-changes';

/** Milliseconds between an entry's going and a file's coming, in either order, within which one may have become the other. */
const APART_MS = 3_000;
const MOST_KEPT = 1_000;
/** Files that are looked at for one that went. */
const MOST_CANDIDATES = 20;

export interface LoggedChange extends FileChange {
  /** Milliseconds, by the page's clock. */
  at: number;
}

let log: readonly LoggedChange[] = [];

/** Remembers what came and went lately, until the returned function is called. */
export function keepMoveLog(projectId: string): () => void {
  const unwatch = watchTree(projectId, {
    onChanges(changes) {
      const at = performance.now();
      const fresh = changes.filter(({ action }) => action !== 'update').map((change) => ({ ...change, at }));
      log = [...log, ...fresh].slice(-MOST_KEPT);
    },
    onReset() {
      log = [];
    },
  });
  return () => {
    unwatch();
    log = [];
  };
}

/** Files that one which went from `path` may be now, those of its name first. */
export function moveCandidates(path: string, changes: readonly LoggedChange[] = log): string[] {
  const gone = changes.findLast(({ action, path: went }) => action === 'delete' && isWithin(path, went));
  if (!gone) return [];
  const came = changes.filter(
    (change) =>
      change.action === 'create' &&
      change.type === 'file' &&
      change.path !== path &&
      Math.abs(change.at - gone.at) <= APART_MS,
  );
  const paths = [...new Set(came.map((change) => change.path))];
  const sameName = (other: string) => Number(nameOf(other) === nameOf(path));
  return paths.sort((a, b) => sameName(b) - sameName(a)).slice(0, MOST_CANDIDATES);
}
