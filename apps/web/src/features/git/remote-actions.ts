import { trpc } from '../../lib/trpc';
import { type RunningRemote, useGit } from './git-store';
import { longestPrefix } from './longest-prefix';
import { attempt } from './run-action';

interface Remote {
  projectId: string;
  name: string;
  pushes?: boolean;
  work(signal: AbortSignal): Promise<unknown>;
}

/** One remote operation of a project at a time; its request carries its cancellation. */
async function remote(operation: Remote): Promise<boolean> {
  const { projectId, name, pushes = false, work } = operation;
  const abort = new AbortController();
  const others = (remotes: readonly RunningRemote[]) => remotes.filter((one) => one.projectId !== projectId);
  useGit.setState(({ remotes }) => ({
    remotes: [...others(remotes), { projectId, name, abort, progress: null }],
  }));
  try {
    return await attempt({
      projectId,
      name,
      pushes,
      goingOn: name.toLowerCase(),
      failed: `${name} failed`,
      work,
      abort,
      retry: () => void remote(operation),
    });
  } finally {
    useGit.setState(({ remotes }) => ({ remotes: remotes.filter((one) => one.abort !== abort) }));
  }
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
  return remote({
    projectId,
    name: 'Push',
    pushes: true,
    work: async (signal) =>
      trpc.git.push.mutate({ projectId, ...options, ...(await remoteOf(projectId, follows)) }, { signal }),
  });
}

export interface PullOptions extends Followed {
  strategy?: 'merge' | 'rebase';
}

export function pull(projectId: string, { follows, ...options }: PullOptions = {}): Promise<boolean> {
  return remote({
    projectId,
    name: 'Pull',
    work: async (signal) =>
      trpc.git.pull.mutate({ projectId, ...options, ...(await remoteOf(projectId, follows)) }, { signal }),
  });
}

/** Fetches from the remote the branch follows. */
export function fetchRemote(projectId: string, { follows }: Followed = {}): Promise<boolean> {
  return remote({
    projectId,
    name: 'Fetch',
    work: async (signal) =>
      trpc.git.fetch.mutate({ projectId, ...(await remoteOf(projectId, follows)) }, { signal }),
  });
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
