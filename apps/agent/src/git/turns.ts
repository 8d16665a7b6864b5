import { AppError } from '@berth/protocol/error';

/** Operations that may wait for the one that runs. */
const MAX_WAITING = 50;

/** Lets one operation at a time change the repository, in the order they came. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /**
   * Runs the work when it is its turn. The signal ends the waiting at once; work that has begun ends by itself.
   * @throws AppError CONFLICT when too many wait already; the signal's reason.
   */
  async take<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (this.#waiting >= MAX_WAITING) {
      throw new AppError(
        'CONFLICT',
        'Too many git operations wait for one that runs. Try again in a moment.',
      );
    }
    this.#waiting += 1;
    return new Promise<T>((resolve, reject) => {
      let state: 'waiting' | 'running' | 'over' = 'waiting';
      const leave = (): void => {
        if (state === 'over') return;
        state = 'over';
        this.#waiting -= 1;
        signal?.removeEventListener('abort', onAbort);
      };
      const onAbort = (): void => {
        if (state !== 'waiting') return;
        leave();
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', onAbort);
      this.#last = this.#last.then(async () => {
        if (state === 'over') return;
        state = 'running';
        await work().finally(leave).then(resolve, reject);
      });
    });
  }
}
