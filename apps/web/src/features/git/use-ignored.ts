import { MAX_IGNORED_PATHS } from '@berth/protocol/git-path';
import { keepPreviousData, type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { trpc } from '../../lib/trpc';
import { folderQuery } from '../fs/folder-queries';
import { shownFolders } from '../fs/tree-rows';
import { useTree } from '../fs/tree-state';
import { ignoredKey } from './queries';

/** Which of the entries that the tree shows git ignores, asked for together whenever one of their folders is listed. */
export function useIgnored(projectId: string, enabled: boolean): ReadonlySet<string> {
  const expanded = useTree((state) => state.expanded);
  const folders = useMemo(
    () => shownFolders(expanded).map((path) => folderQuery(projectId, path)),
    [expanded, projectId],
  );
  // The tree lists the folders; this takes what it has.
  const queries = useMemo(() => folders.map((query) => ({ ...query, enabled: false })), [folders]);
  const listedAt = useQueries({ queries, combine: timesOf });
  const { data } = useQuery({
    queryKey: [...ignoredKey(projectId), folders.map(({ queryKey }) => queryKey.at(-1)), listedAt],
    queryFn: ({ client, signal }) => {
      const entries = folders.flatMap(({ queryKey }) => client.getQueryData(queryKey)?.entries ?? []);
      return ignoredAmong(projectId, { paths: entries.map(({ path }) => path), signal });
    },
    enabled,
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
  return useMemo(() => new Set(data), [data]);
}

const timesOf = (results: UseQueryResult[]): number[] => results.map(({ dataUpdatedAt }) => dataUpdatedAt);

async function ignoredAmong(
  projectId: string,
  { paths, signal }: { paths: readonly string[]; signal: AbortSignal },
): Promise<string[]> {
  const found: string[] = [];
  for (let start = 0; start < paths.length; start += MAX_IGNORED_PATHS) {
    const some = paths.slice(start, start + MAX_IGNORED_PATHS);
    found.push(...(await trpc.git.ignored.query({ projectId, paths: some }, { signal })).ignored);
  }
  return found;
}
