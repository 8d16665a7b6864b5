import type { Query, QueryClient, QueryFilters } from '@tanstack/react-query';

/**
 * Reads again what has changed. An answer that was asked for before this call counts as old. `invalidateQueries` alone asks again
 * at once only for what is shown and has an answer already: it takes for new what is on its way as a query's first answer, and
 * what is on its way for nobody who looks.
 */
export async function reread(client: QueryClient, filters: QueryFilters): Promise<void> {
  const asked = client
    .getQueryCache()
    .findAll({ ...filters, fetchStatus: 'fetching' })
    .filter((query) => query.state.data === undefined || !query.isActive());
  const reading = [client.invalidateQueries(filters)];
  for (const query of asked) {
    const again = rereadAfter(client, query);
    // Nobody waits for what nobody looks at.
    if (query.isActive()) reading.push(again);
  }
  await Promise.all(reading);
}

/** Once the old answer is here, or there is none. */
async function rereadAfter(client: QueryClient, asked: Query): Promise<void> {
  await asked.promise?.catch(() => {});
  await client.invalidateQueries({ predicate: (query) => query === asked });
}
