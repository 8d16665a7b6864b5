import { create } from 'zustand';
import { newId } from '../../lib/new-id';

/** Work on several entries, one after the other, that takes long enough to be shown. */
export interface Batch {
  id: string;
  projectId: string;
  /** What is done: `Moving`. */
  doing: string;
  done: number;
  total: number;
  /** Leaves what has not begun. */
  stop: () => void;
}

/** Milliseconds after which such work is shown, with a way to stop it. */
const SHOWN_AFTER_MS = 1_000;

export const useBatches = create<{ batches: readonly Batch[] }>(() => ({ batches: [] }));

/** Does work on several entries, and shows how far it is when that takes long; `count` is to be called after each entry. */
export async function showBatch<T>(
  batch: Omit<Batch, 'id' | 'done'>,
  run: (count: () => void) => Promise<T>,
): Promise<T> {
  const id = newId();
  let done = 0;
  const change = (to: (batches: readonly Batch[]) => readonly Batch[]) =>
    useBatches.setState(({ batches }) => ({ batches: to(batches) }));
  const show = () => change((batches) => [...batches, { ...batch, id, done }]);
  const timer = batch.total > 1 ? setTimeout(show, SHOWN_AFTER_MS) : undefined;
  try {
    return await run(() => {
      done += 1;
      change((batches) => batches.map((other) => (other.id === id ? { ...other, done } : other)));
    });
  } finally {
    clearTimeout(timer);
    change((batches) => batches.filter((other) => other.id !== id));
  }
}
