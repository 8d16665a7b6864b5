/** Milliseconds a client may make the others of a session wait. */
const BUDGET_MS = 2_000;
/** Milliseconds of waiting that are forgiven for each millisecond that passes. */
const REFILL = 0.2;

/** How long a slow client has made the others wait. */
export class Patience {
  readonly #now: () => number;
  #left = BUDGET_MS;
  #checked: number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#checked = now();
  }

  /** Counts the time since the last call, in which this client did or did not make others wait. True when it is over. */
  isOver(makesOthersWait: boolean): boolean {
    const now = this.#now();
    const elapsed = now - this.#checked;
    this.#checked = now;
    this.#left = Math.min(BUDGET_MS, this.#left + elapsed * (makesOthersWait ? -1 : REFILL));
    return this.#left <= 0;
  }
}
