import { queryOptions } from '@tanstack/react-query';
import { toAppError } from '../../lib/errors';
import { trpc } from '../../lib/trpc';

/** Whether someone answers, and whether a damaged database was set aside. */
export const chatStatusQuery = queryOptions({
  queryKey: ['chat', 'status'],
  queryFn: async ({ signal }) => {
    try {
      return await trpc.chat.status.query(undefined, { signal });
    } catch (error) {
      throw toAppError(error);
    }
  },
});
