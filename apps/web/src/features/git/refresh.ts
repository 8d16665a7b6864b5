import type { QueryClient } from '@tanstack/react-query';
import { reread } from '../../lib/reread';
import { on } from '../../lib/socket';
import { gitKey, ignoredKey } from './queries';

const PAUSE_MS = 150;

/**
 * Reads git's state again when the repository or a file changes. Changes that arrive while a round is under way wait for the
 * next one: a storm of them costs one status at a time.
 */
export function refreshGit(client: QueryClient, projectId: string): () => void {
  const stale = new Set<'git' | 'files' | 'ignored'>();
  let running = false;
  let stopped = false;

  const run = async () => {
    if (running) return;
    running = true;
    while (!stopped && stale.size > 0) {
      const key = gitKey(projectId);
      // A file's content is in the status and in the diff that shows it, and in nothing else of git.
      const keys = stale.has('git')
        ? [key]
        : [[...key, 'status'], [...key, 'diff'], ...(stale.has('ignored') ? [ignoredKey(projectId)] : [])];
      stale.clear();
      await Promise.all(keys.map((queryKey) => reread(client, { queryKey })));
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    running = false;
  };
  const mark = (what: 'git' | 'files') => (event: { projectId: string }) => {
    if (event.projectId !== projectId) return;
    stale.add(what);
    void run();
  };
  const stops = [
    on('git_changed', mark('git')),
    on('file_tree_update', (update) => {
      const rules = update.reset || update.changes.some(({ path }) => /(^|\/)\.gitignore$/.test(path));
      if (update.projectId === projectId && rules) stale.add('ignored');
      mark('files')(update);
    }),
  ];
  return () => {
    stopped = true;
    for (const stop of stops) stop();
  };
}
