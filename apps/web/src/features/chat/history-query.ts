import type { ChatHistoryOutput } from '@berth/protocol/chat';
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { toAppError } from '../../lib/errors';
import { trpc } from '../../lib/trpc';

export const historyKey = ['chat', 'history'] as const;
export type ListedSession = ChatHistoryOutput['sessions'][number];

/** Sessions page by page, newest first. Without a project, those of all. */
export function historyQuery(projectId: string | null, query: string) {
  return infiniteQueryOptions({
    queryKey: [...historyKey, projectId, query],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      try {
        return await trpc.chat.history.query(
          { projectId, query, cursor: pageParam },
          { signal, context: { alone: true } },
        );
      } catch (error) {
        throw toAppError(error);
      }
    },
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}
