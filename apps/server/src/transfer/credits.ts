import { AppError } from '@berth/protocol/error';

/** Counts what is under way between a sender and a receiver that acknowledges, and makes the sender wait. */
export class Credits {
  readonly #window: number;
  #underWay = 0;
  #wake: (() => void) | undefined;
  /** Called with every acknowledgement. */
  onGiven: (() => void) | undefined;

  /** `window` is how many may be under way at a time. */
  constructor(window: number) {
    this.#window = window;
  }

  /** Takes a credit if there is one. */
  tryTake(): boolean {
    if (this.#underWay >= this.#window) return false;
    this.#underWay += 1;
    return true;
  }

  /** An acknowledgement. */
  give(): void {
    this.#underWay -= 1;
    this.onGiven?.();
    this.#wake?.();
  }

  get allReturned(): boolean {
    return this.#underWay === 0;
  }

  /** Resolves with the next acknowledgement or, with false, after `timeoutMs`. One waiter at a time. @throws when aborted. */
  changed(signal: AbortSignal, timeoutMs?: number): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const abort = () => settle(() => reject(abortReason(signal)));
      const timer =
        timeoutMs === undefined ? undefined : setTimeout(() => settle(() => resolve(false)), timeoutMs);
      const settle = (then: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        this.#wake = undefined;
        then();
      };
      if (signal.aborted) return abort();
      signal.addEventListener('abort', abort, { once: true });
      this.#wake = () => settle(() => resolve(true));
    });
  }
}

function abortReason(signal: AbortSignal): unknown {
  return signal.reason ?? new AppError('CONFLICT', 'The download was given up.');
}
