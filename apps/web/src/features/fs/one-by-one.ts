import type { AppError } from '@berth/protocol/error';
import { isProjectStopped, isUnreachable, toAppError } from '../../lib/errors';

export interface Failure<T> {
  item: T;
  error: AppError;
}

export interface Outcome<T, R> {
  /** What was answered for each item that is done, in their order. */
  done: R[];
  failed: Failure<T>[];
}

/**
 * Works on one item after the other, until `signal` is aborted. What one item refuses holds up no other; where nobody answers any
 * more, the rest fails untried for the same reason. Work that answers null has left its item as it was.
 */
export async function oneByOne<T, R>(
  items: readonly T[],
  work: (item: T, remaining: number) => Promise<R | null>,
  signal?: AbortSignal,
): Promise<Outcome<T, R>> {
  const outcome: Outcome<T, R> = { done: [], failed: [] };
  for (const [index, item] of items.entries()) {
    if (signal?.aborted) break;
    try {
      const result = await work(item, items.length - index - 1);
      if (result !== null) outcome.done.push(result);
    } catch (thrown) {
      const error = toAppError(thrown);
      const concerned = concernsAll(error) ? items.slice(index) : [item];
      outcome.failed.push(...concerned.map((item) => ({ item, error })));
      if (concernsAll(error)) break;
    }
  }
  return outcome;
}

/** Whether the error says nothing about the item, but that nothing can be done now. */
function concernsAll(error: AppError): boolean {
  if (isUnreachable(error) || isProjectStopped(error)) return true;
  return error.code === 'UNAUTHORIZED' || error.code === 'WORKSPACE_UNAVAILABLE';
}
