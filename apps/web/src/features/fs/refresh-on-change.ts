import type { QueryClient } from '@tanstack/react-query';
import { refreshAllFolders, refreshEntries } from './folder-queries';
import { watchTree } from './tree-changes';

const PAUSE_MS = 100;

/**
 * Reads folders again when their entries change or they are replaced. Changes that arrive while a round is under way wait for the next
 * one, so a storm of them costs one listing of each shown folder at a time.
 */
export function refreshOnChange(client: QueryClient, projectId: string): () => void {
  const stale = new Set<string>();
  let all = false;
  let running = false;
  let stopped = false;

  const run = async () => {
    if (running) return;
    running = true;
    while (!stopped && (all || stale.size > 0)) {
      const paths = [...stale];
      const everything = all;
      stale.clear();
      all = false;
      await (everything
        ? refreshAllFolders(client, projectId)
        : refreshEntries(client, { projectId, paths }));
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    running = false;
  };

  const unwatch = watchTree(projectId, {
    onChanges(changes) {
      for (const { action, path } of changes) if (action !== 'update') stale.add(path);
      void run();
    },
    onReset() {
      all = true;
      void run();
    },
  });
  return () => {
    stopped = true;
    unwatch();
  };
}
