import type { AppRouter } from '@berth/server/trpc/router';
import { createTRPCClient, httpBatchLink, httpLink, splitLink } from '@trpc/client';
import { sessionFetch } from './session';

const options = {
  url: '/trpc',
  fetch: (url: RequestInfo | URL | string, init?: unknown) => sessionFetch(url, init as RequestInit),
  // Inputs travel in the body: paths and searches have no place in a URL.
  methodOverride: 'POST',
} as const;

/**
 * tRPC on this origin: `trpc.project.list.query()`. Errors are read with `toAppError`.
 * Queries of one moment share a request. A mutation, or a query given `{ context: { alone: true } }` because it may
 * take long, has one of its own, so that it delays nothing else and can be aborted.
 */
export const trpc = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: ({ type, context }) => type === 'query' && context.alone !== true,
      true: httpBatchLink({ ...options, maxItems: 8 }),
      false: httpLink(options),
    }),
  ],
});
