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

it('counts what is on its way for nobody as old, once somebody looks', async () => {
  const staleAfter = async (tell: (client: QueryClient) => Promise<void>) => {
    const client = new QueryClient();
    let answer = (): void => {};
    const queryFn = () =>
      new Promise<string>((resolve) => {
        answer = () => resolve('old');
      });
    const prefetched = client.prefetchQuery({ queryKey, queryFn });
    const told = tell(client);
    answer();
    await prefetched;
    await told;
    // What is told once the answer is here is told by now.
    await new Promise((resolve) => setImmediate(resolve));
    const isStale = client.getQueryState(queryKey)?.isInvalidated;
    client.clear();
    return isStale;
  };
  // The control: the library alone takes it for new.
  expect(await staleAfter((client) => client.invalidateQueries({ queryKey }))).toBe(false);
  expect(await staleAfter((client) => reread(client, { queryKey }))).toBe(true);
});

it('asks again where the first answer was a failure, and shows one only for what fails again', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  let fail = (): void => {};
  let asked = 0;
  const queryFn = () => {
    asked += 1;
    if (asked > 1) return Promise.resolve('new');
    return new Promise<string>((_, reject) => {
      fail = () => reject(new Error('gone'));
    });
  };
  const observer = new QueryObserver(client, { queryKey, queryFn });
  const stop = observer.subscribe(() => {});
  const told = reread(client, { queryKey });
  fail();
  await told;
  expect(observer.getCurrentResult()).toMatchObject({ data: 'new', error: null });
  stop();
  client.clear();
});
