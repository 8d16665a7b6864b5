import { QueryClient } from '@tanstack/react-query';
import { isUnreachable, toAppError } from './errors';

/** Server data changes by events, not by age: queries stay fresh until an event or a reconnection invalidates them. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      networkMode: 'always',
      retry: (failures, error) => failures < 3 && isUnreachable(toAppError(error)),
    },
    mutations: { networkMode: 'always', retry: false },
  },
});
