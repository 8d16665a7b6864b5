import type { QueryClient, QueryFilters } from '@tanstack/react-query';

/**
 * Reads again what has changed. An answer that was asked for before this call counts as old even when it is a query's first, which
 * `invalidateQueries` waits for and takes as new.
 */
export async function reread(client: QueryClient, filters: QueryFilters): Promise<void> {
  const asked = new Set(
    client
      .getQueryCache()
      .findAll({ ...filters, fetchStatus: 'fetching' })
      .filter(({ state }) => state.data === undefined),
  );
  await client.invalidateQueries(filters);
  if (asked.size > 0) await client.invalidateQueries({ predicate: (query) => asked.has(query) });
}
