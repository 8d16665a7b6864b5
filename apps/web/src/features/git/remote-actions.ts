import { trpc } from '../../lib/trpc';
import { useGit } from './git-store';
import { longestPrefix } from './longest-prefix';
import { attempt } from './run-action';

/** One remote operation at a time; its request carries its cancellation. */
async function remote(name: string, work: (signal: AbortSignal) => Promise<unknown>): Promise<boolean> {
  const abort = new AbortController();
  useGit.setState({ remote: { name, abort }, progress: null });
  try {
    return await attempt({
      name,
      goingOn: name.toLowerCase(),
      failed: `${name} failed`,
      work,
      abort,
      retry: () => void remote(name, work),
    });
  } finally {
    // Another project's may be under way by now.
    if (useGit.getState().remote?.abort === abort) useGit.setState({ remote: null, progress: null });
  }
}

export function cancelRemote(): void {
  useGit.getState().remote?.abort.abort();
}

interface Followed {
  /** What the branch follows, such as `origin/main`; nothing means the remote `origin`. */
  follows?: string | null | undefined;
}

/** The remote an upstream is of, as an option. Its name may have slashes, as the branch's may: only git's list tells. */
async function remoteOf(projectId: string, upstream: Followed['follows']): Promise<{ remote?: string }> {
  if (!upstream) return {};
  const { remotes } = await trpc.git.remotes.query({ projectId });
  const name = longestPrefix(
    upstream,
    remotes.map((known) => known.name),
  );
  return name === undefined ? {} : { remote: name };
}

export interface PushOptions extends Followed {
  forceWithLease?: boolean;
  setUpstream?: boolean;
}

export function push(projectId: string, { follows, ...options }: PushOptions = {}): Promise<boolean> {
  return remote('Push', async (signal) =>
    trpc.git.push.mutate({ projectId, ...options, ...(await remoteOf(projectId, follows)) }, { signal }),
  );
}

export interface PullOptions extends Followed {
  strategy?: 'merge' | 'rebase';
}

export function pull(projectId: string, { follows, ...options }: PullOptions = {}): Promise<boolean> {
  return remote('Pull', async (signal) =>
    trpc.git.pull.mutate({ projectId, ...options, ...(await remoteOf(projectId, follows)) }, { signal }),
  );
}

/** Fetches from the remote the branch follows. */
export function fetchRemote(projectId: string, { follows }: Followed = {}): Promise<boolean> {
  return remote('Fetch', async (signal) =>
    trpc.git.fetch.mutate({ projectId, ...(await remoteOf(projectId, follows)) }, { signal }),
  );
}

/** Pulls what is new there, then pushes what is new here. */
export async function synchronise(
  projectId: string,
  status: { upstream: string | null; behind: number | null },
): Promise<void> {
  const followed = { follows: status.upstream };
  if (status.upstream !== null && (status.behind ?? 0) > 0 && !(await pull(projectId, followed))) return;
  await push(projectId, { ...followed, setUpstream: status.upstream === null });
}
