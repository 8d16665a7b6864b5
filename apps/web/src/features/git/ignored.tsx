import { MAX_IGNORED_PATHS } from '@berth/protocol/git-status';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { create } from 'zustand';
import { trpc } from '../../lib/trpc';
import { useProject } from '../../workbench/project-context';
import { folderQuery } from '../fs/folder-queries';
import { shownFolders } from '../fs/tree-rows';
import { useTree } from '../fs/tree-state';
import { ignoredKey } from './queries';

/** What git ignores in each folder that the tree shows. */
export const useIgnored = create<{ folders: ReadonlyMap<string, readonly string[]> }>(() => ({
  folders: new Map(),
}));

function setIgnored(folder: string, ignored: readonly string[] | undefined): void {
  useIgnored.setState(({ folders }) => {
    const next = new Map(folders);
    if (ignored === undefined) next.delete(folder);
    else next.set(folder, ignored);
    return { folders: next };
  });
}

/** Asks what is ignored in the folders the tree shows, each once whenever it is listed. */
export function IgnoredFolders() {
  const expanded = useTree((state) => state.expanded);
  const paths = useMemo(() => shownFolders(expanded), [expanded]);
  return paths.map((path) => <IgnoredFolder key={path} path={path} />);
}

function IgnoredFolder({ path }: { path: string }) {
  const { id: projectId } = useProject();
  // The tree lists the folder; this takes what it has.
  const { data: folder, dataUpdatedAt } = useQuery({ ...folderQuery(projectId, path), enabled: false });
  const { data: ignored } = useQuery({
    queryKey: [...ignoredKey(projectId), path, dataUpdatedAt],
    queryFn: ({ signal }) =>
      ignoredAmong(projectId, { paths: folder?.entries.map((entry) => entry.path) ?? [], signal }),
    enabled: folder !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
  useEffect(() => {
    setIgnored(path, ignored);
    return () => setIgnored(path, undefined);
  }, [path, ignored]);
  return null;
}

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
