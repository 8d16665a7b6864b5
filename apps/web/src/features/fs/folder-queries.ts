import type { Entry } from '@berth/protocol/fs-entry';
import { type QueryClient, type QueryKey, queryOptions } from '@tanstack/react-query';
import { reread } from '../../lib/reread';
import { trpc } from '../../lib/trpc';
import { ancestorsOf, parentOf } from './paths';

export interface Folder {
  entries: readonly Entry[];
  /** Where the next page starts, or null when everything is here. */
  nextCursor: string | null;
  total: number;
}

const PAGE = 5_000;
const naturally = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

const foldersKey = (projectId: string) => ['project', projectId, 'fs', 'list'] as const;
const folderKey = (projectId: string, path: string) => [...foldersKey(projectId), path] as const;

export function folderQuery(projectId: string, path: string) {
  const queryKey = folderKey(projectId, path);
  return queryOptions({
    queryKey,
    queryFn: async ({ client }): Promise<Folder> => {
      const shown = client.getQueryData<Folder>(queryKey)?.entries.length ?? 0;
      let folder: Folder = { entries: [], nextCursor: null, total: 0 };
      do folder = await withNextPage({ projectId, path }, folder);
      while (folder.nextCursor !== null && folder.entries.length < shown);
      return folder;
    },
    retry: false,
  });
}

/** Reads on in a folder that has more entries than are shown. */
export async function loadMore(
  client: QueryClient,
  place: { projectId: string; path: string },
): Promise<void> {
  const key = folderKey(place.projectId, place.path);
  const folder = client.getQueryData<Folder>(key);
  if (!folder || folder.nextCursor === null) return;
  const more = await withNextPage(place, folder);
  client.setQueryData<Folder>(key, (now) => (now === folder ? more : now));
}

/** Reads folders again: those on screen now, others when they are shown. Ends when the new entries are there. */
export async function refreshFolders(
  client: QueryClient,
  { projectId, paths }: { projectId: string; paths: Iterable<string> },
): Promise<void> {
  await Promise.all(
    [...paths].map((path) => reread(client, { queryKey: folderKey(projectId, path), exact: true })),
  );
}

/**
 * Reads again what entries that came, went or were replaced concern: the folders they are in, and every folder at or below
 * them, since one that has another's path has nothing of its entries. Of the latter, what nobody shows is forgotten.
 */
export async function refreshEntries(
  client: QueryClient,
  { projectId, paths }: { projectId: string; paths: readonly string[] },
): Promise<void> {
  const parents = new Set(paths.map(parentOf));
  const entries = new Set(paths);
  const queryKey = foldersKey(projectId);
  const isReplaced = (key: QueryKey) => isAtOrBelow(listedPath(key), entries);
  client.removeQueries({ queryKey, type: 'inactive', predicate: (query) => isReplaced(query.queryKey) });
  await reread(client, {
    queryKey,
    predicate: (query) => parents.has(listedPath(query.queryKey)) || isReplaced(query.queryKey),
  });
}

function listedPath(key: QueryKey): string {
  return String(key.at(-1));
}

function isAtOrBelow(path: string, entries: ReadonlySet<string>): boolean {
  return entries.has(path) || ancestorsOf(path).some((folder) => entries.has(folder));
}

export async function refreshAllFolders(client: QueryClient, projectId: string): Promise<void> {
  await reread(client, { queryKey: foldersKey(projectId) });
}

async function withNextPage(place: { projectId: string; path: string }, folder: Folder): Promise<Folder> {
  const page = await trpc.fs.list.query({ ...place, limit: PAGE, cursor: folder.nextCursor });
  const entries = [...folder.entries, ...page.entries];
  // A folder that is here only in part stays in the server's order, into which its next page fits.
  if (page.nextCursor === null) entries.sort(compareEntries);
  return { entries, nextCursor: page.nextCursor, total: page.total };
}

export function isFolder(entry: Pick<Entry, 'type' | 'linkType'>): boolean {
  return entry.type === 'directory' || (entry.type === 'symlink' && entry.linkType === 'directory');
}

function compareEntries(a: Entry, b: Entry): number {
  const folders = Number(isFolder(b)) - Number(isFolder(a));
  return folders || naturally.compare(a.name, b.name) || (a.name < b.name ? -1 : 1);
}
