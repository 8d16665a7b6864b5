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
  /** `origin` unless given. */
  remote?: string | undefined;
  forceWithLease?: boolean;
  setUpstream?: boolean;
}

export function push(projectId: string, options: PushOptions = {}): Promise<boolean> {
  return remote('Push', (signal) => trpc.git.push.mutate({ projectId, ...options }, { signal }));
}

export interface PullOptions {
  remote?: string | undefined;
  strategy?: 'merge' | 'rebase';
}

export function pull(projectId: string, options: PullOptions = {}): Promise<boolean> {
  return remote('Pull', (signal) => trpc.git.pull.mutate({ projectId, ...options }, { signal }));
}

/** The remote a branch follows; undefined for one that follows none, which means `origin`. */
export const remoteOf = ({ upstream }: { upstream: string | null }): string | undefined =>
  upstream?.includes('/') ? upstream.slice(0, upstream.indexOf('/')) : undefined;

export function fetchRemote(projectId: string): Promise<boolean> {
  return remote('Fetch', (signal) => trpc.git.fetch.mutate({ projectId }, { signal }));
}

/** Pulls what is new there, then pushes what is new here. */
export async function synchronise(
  projectId: string,
  status: { upstream: string | null; behind: number | null },
): Promise<void> {
  const followed = { remote: remoteOf(status) };
  if (status.upstream !== null && (status.behind ?? 0) > 0 && !(await pull(projectId, followed))) return;
  await push(projectId, { ...followed, setUpstream: status.upstream === null });
}
