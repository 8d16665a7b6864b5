import { AppError } from '@berth/protocol/error';

/** Operations that may wait for the one that runs. */
const MAX_WAITING = 50;

/** Lets one operation at a time change the repository, in the order they came. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** @throws AppError CONFLICT when too many wait already. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= MAX_WAITING) {
      throw new AppError(
        'CONFLICT',
        'Too many git operations wait for one that runs. Try again in a moment.',
      );
    }
    this.#waiting += 1;
    const mine = this.#last.then(work, work).finally(() => {
      this.#waiting -= 1;
    });
    this.#last = mine.catch(() => {});
    return mine;
  }
}
