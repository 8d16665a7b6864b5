import { trpc } from '../../lib/trpc';
import { showToast } from '../../ui/toasts';
import { useGit } from './git-store';
import { runAction } from './run-action';

/** One remote operation at a time; its request carries its cancellation. */
async function remote(name: string, work: (signal: AbortSignal) => Promise<unknown>): Promise<boolean> {
  const abort = new AbortController();
  useGit.setState({ remote: { name, abort }, progress: null });
  try {
    return await runAction(`${name} failed`, async () => {
      try {
        await work(abort.signal);
      } catch (error) {
        if (!abort.signal.aborted) throw error;
        showToast({ kind: 'info', title: `${name} cancelled` });
      }
    });
  } finally {
    // Another project's may be under way by now.
    if (useGit.getState().remote?.abort === abort) useGit.setState({ remote: null, progress: null });
  }
}

export function cancelRemote(): void {
  useGit.getState().remote?.abort.abort();
}

export interface PushOptions {
  forceWithLease?: boolean;
  setUpstream?: boolean;
}

export function push(projectId: string, options: PushOptions = {}): Promise<boolean> {
  return remote('Push', (signal) => trpc.git.push.mutate({ projectId, ...options }, { signal }));
}

export function pull(projectId: string, strategy?: 'merge' | 'rebase'): Promise<boolean> {
  return remote('Pull', (signal) =>
    trpc.git.pull.mutate({ projectId, ...(strategy ? { strategy } : {}) }, { signal }),
  );
}

export function fetchRemote(projectId: string): Promise<boolean> {
  return remote('Fetch', (signal) => trpc.git.fetch.mutate({ projectId }, { signal }));
}

/** Pulls what is new there, then pushes what is new here. */
export async function synchronise(
  projectId: string,
  { upstream, behind }: { upstream: string | null; behind: number | null },
): Promise<void> {
  if (upstream !== null && (behind ?? 0) > 0 && !(await pull(projectId))) return;
  await push(projectId, { setUpstream: upstream === null });
}
