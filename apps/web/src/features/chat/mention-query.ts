import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { trpc } from '../../lib/trpc';

const MOST = 30;

/** Files of the project whose path has the typed letters in order, best first. */
export function mentionQuery(projectId: string, query: string) {
  return queryOptions({
    queryKey: ['project', projectId, 'mention', query],
    queryFn: async ({ signal }) => {
      const { files } = await trpc.search.files.query({ projectId, query, limit: MOST }, { signal });
      return files.map(({ path }) => path);
    },
    retry: false,
    // Files come and go while a message is written.
    staleTime: 5_000,
    placeholderData: keepPreviousData,
  });
}
