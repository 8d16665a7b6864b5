import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FindAnswer, FindRequest } from './find-messages';
import { emptyQuery } from './find-query';
import { Matcher, type MatcherWorker, TIME_LIMIT_MS } from './matcher';

/** A worker that answers when the test says so. */
class FakeWorker {
  readonly requests: FindRequest[] = [];
  ended = false;
  readonly #listeners = new Map<string, (event: object) => void>();

  addEventListener(type: string, listener: (event: object) => void): void {
    this.#listeners.set(type, listener);
  }
  postMessage(request: FindRequest): void {
    this.requests.push(request);
  }
  terminate(): void {
    this.ended = true;
  }
  answer(data: FindAnswer): void {
    this.#listeners.get('message')?.({ data });
  }
  fail(): void {
    this.#listeners.get('error')?.({});
  }
}

const request = (text: string): FindRequest => ({ text, query: emptyQuery, within: null, task: 'find' });
const found = (at: number): FindAnswer => ({ kind: 'found', ranges: Uint32Array.of(at, at), more: false });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function make() {
  const workers: FakeWorker[] = [];
  const matcher = new Matcher(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker as unknown as MatcherWorker;
  });
  const worker = (index: number) => {
    const one = workers[index];
    if (!one) throw new Error(`There is no worker ${index}.`);
    return one;
  };
  return { matcher, worker, workers };
}

test('a question that takes too long ends its worker, and the next one has its own', async () => {
  const { matcher, worker } = make();
  const slow = matcher.ask(request('slow'));
  await vi.advanceTimersByTimeAsync(TIME_LIMIT_MS);
  expect(await slow).toEqual({ kind: 'tooLong' });
  expect(worker(0).ended).toBe(true);
  const quick = matcher.ask(request('quick'));
  worker(0).answer(found(1));
  worker(1).answer(found(2));
  expect(await quick).toEqual(found(2));
});

test('questions are answered one after another by the same worker', async () => {
  const { matcher, worker, workers } = make();
  const first = matcher.ask(request('first'));
  const second = matcher.ask(request('second'));
  expect(worker(0).requests.map(({ text }) => text)).toEqual(['first']);
  worker(0).answer(found(1));
  expect(await first).toEqual(found(1));
  expect(worker(0).requests.map(({ text }) => text)).toEqual(['first', 'second']);
  worker(0).answer(found(2));
  expect(await second).toEqual(found(2));
  expect(workers).toHaveLength(1);
});

test('of questions that wait only the latest is asked, and a slow one before it gives way', async () => {
  const { matcher, worker } = make();
  const slow = matcher.ask(request('slow'));
  const skipped = matcher.ask(request('skipped'));
  const latest = matcher.ask(request('latest'));
  expect(await skipped).toEqual({ kind: 'superseded' });
  await vi.advanceTimersByTimeAsync(100);
  expect(await slow).toEqual({ kind: 'superseded' });
  expect(worker(0).ended).toBe(true);
  expect(worker(1).requests.map(({ text }) => text)).toEqual(['latest']);
  await vi.advanceTimersByTimeAsync(TIME_LIMIT_MS);
  expect(await latest).toEqual({ kind: 'tooLong' });
});

test('a worker that cannot run is told of, and disposing settles what waits', async () => {
  const { matcher, worker } = make();
  const failing = matcher.ask(request('failing'));
  worker(0).fail();
  expect(await failing).toEqual({ kind: 'failed' });
  const left = matcher.ask(request('left'));
  const waiting = matcher.ask(request('waiting'));
  matcher.dispose();
  expect(await left).toEqual({ kind: 'superseded' });
  expect(await waiting).toEqual({ kind: 'superseded' });
  expect(worker(1).ended).toBe(true);
});
