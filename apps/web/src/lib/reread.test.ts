import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { reread } from './reread';

const queryKey = ['status'];

/** Somebody looks at a value that is changed while its first answer is on its way; what they see after `tell`. */
async function seenAfter(tell: (client: QueryClient) => Promise<void>): Promise<string | undefined> {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  let value = 'old';
  let answer = (): void => {};
  const queryFn = async () => {
    const asked = value;
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    return asked;
  };
  const observer = new QueryObserver(client, { queryKey, queryFn });
  const stop = observer.subscribe(() => {});
  value = 'new';
  const told = tell(client);
  const answering = setInterval(() => answer(), 1);
  await told;
  clearInterval(answering);
  stop();
  client.clear();
  return observer.getCurrentResult().data as string | undefined;
}

it('asks again for what was asked for before the change', async () => {
  // The control: the library alone takes the first answer for new.
  expect(await seenAfter((client) => client.invalidateQueries({ queryKey }))).toBe('old');
  expect(await seenAfter((client) => reread(client, { queryKey }))).toBe('new');
});

it('asks once where nothing is on its way', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  let asked = 0;
  const observer = new QueryObserver(client, { queryKey, queryFn: async () => ++asked });
  const stop = observer.subscribe(() => {});
  await expect.poll(() => observer.getCurrentResult().data).toBe(1);
  await reread(client, { queryKey });
  expect(observer.getCurrentResult().data).toBe(2);
  stop();
  client.clear();
});
