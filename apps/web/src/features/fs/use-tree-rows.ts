import { type UseQueryResult, useQueries } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { type Folder, folderQuery } from './folder-queries';
import { shownFolders, type TreeRow, treeRows } from './tree-rows';
import { useTree } from './tree-state';

/** The tree's lines, read folder by folder as they are opened. */
export function useTreeRows(projectId: string): readonly TreeRow[] {
  const expanded = useTree((state) => state.expanded);
  const creating = useTree((state) => state.creating);
  const paths = useMemo(() => shownFolders(expanded), [expanded]);
  const queries = useMemo(() => paths.map((path) => folderQuery(projectId, path)), [paths, projectId]);
  const combine = useCallback(
    (results: UseQueryResult<Folder>[]) =>
      new Map(
        results.map((result, index) => [paths[index] ?? '', { folder: result.data, error: result.error }]),
      ),
    [paths],
  );
  const folders = useQueries({ queries, combine });
  return useMemo(() => treeRows({ expanded, folders, creating }), [expanded, folders, creating]);
}
