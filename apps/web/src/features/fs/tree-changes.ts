import type { FileChange } from '@berth/protocol/fs-watch';
import { on } from '../../lib/socket';

export interface TreeWatcher {
  onChanges(changes: readonly FileChange[]): void;
  /** Changes were missed: everything that was read is to be read again. */
  onReset(): void;
}

/** Follows a project's changes, and notices when some are missing. After a reconnection the room invalidates queries. */
export function watchTree(projectId: string, watcher: TreeWatcher): () => void {
  let revision: number | null = null;
  return on('file_tree_update', (update) => {
    if (update.projectId !== projectId) return;
    const missed = revision !== null && update.revision > revision + 1;
    revision = update.revision;
    if (update.reset || missed) watcher.onReset();
    else watcher.onChanges(update.changes);
  });
}
