import type { GitStatus } from '@berth/protocol/git-status';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { trpc } from '../../lib/trpc';

export const gitKey = (projectId: string) => ['project', projectId, 'git'] as const;

export const ignoredKey = (projectId: string) => [...gitKey(projectId), 'ignored'] as const;

const alone = { context: { alone: true } } as const;

export const statusQuery = (projectId: string) =>
  queryOptions({
    queryKey: [...gitKey(projectId), 'status'],
    queryFn: ({ signal }): Promise<GitStatus> => trpc.git.status.query({ projectId }, { signal, ...alone }),
    // Thousands of changes are compared by nobody: a new answer is a new list.
    structuralSharing: false,
    retry: false,
  });

export const branchesQuery = (projectId: string) =>
  queryOptions({
    queryKey: [...gitKey(projectId), 'branches'],
    queryFn: ({ signal }) => trpc.git.branches.query({ projectId }, { signal, ...alone }),
  });

export const stashesQuery = (projectId: string) =>
  queryOptions({
    queryKey: [...gitKey(projectId), 'stashes'],
    queryFn: () => trpc.git.stashes.query({ projectId }),
  });

export const remotesQuery = (projectId: string) =>
  queryOptions({
    queryKey: [...gitKey(projectId), 'remotes'],
    queryFn: () => trpc.git.remotes.query({ projectId }),
  });

export interface HistorySearch {
  message?: string;
  author?: string;
  path?: string;
}

export const historyQuery = (projectId: string, search: HistorySearch) =>
  infiniteQueryOptions({
    queryKey: [...gitKey(projectId), 'history', search],
    queryFn: ({ pageParam, signal }) =>
      trpc.git.commits.query(
        { projectId, ...search, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal, ...alone },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const commitQuery = (projectId: string, hash: string) =>
  queryOptions({
    queryKey: ['project', projectId, 'git-commit', hash],
    queryFn: () => trpc.git.commitDetails.query({ projectId, hash }),
  });
