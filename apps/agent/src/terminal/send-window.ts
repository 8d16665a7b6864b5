import { MAX_WINDOW_BYTES } from '@berth/protocol/terminal';

/** Bytes a client that acknowledges is always sent ahead. */
const MIN_WINDOW_BYTES = 32 * 1024;
/** The same before its speed has been measured. */
const UNMEASURED_WINDOW_BYTES = 128 * 1024;
/**
 * Milliseconds of a client's work that are kept on their way to it, besides the way itself. It must exceed what a browser without a
 * graphics card takes for a frame, during which it acknowledges nothing: the speed measured counts that time, and a shorter target
 * would make the window smaller with every measurement.
 */
const TARGET_MS = 40;
/** Bytes on their way below which the time to an acknowledgement tells the length of the way, not the client's speed. */
const MEASURABLE_BYTES = 24 * 1024;
/** How much a new measurement counts. */
const SMOOTHING = 0.25;
/** How much of the largest step is remembered at the next. */
const STEP_MEMORY = 0.95;

interface Sent {
  end: number;
  time: number;
  /** Bytes on their way when it was sent, itself included. */
  inFlight: number;
}

/**
 * How many bytes one client may be sent before it acknowledges. What is on its way to a client cannot be called back: it delays
 * the answer to Ctrl-C by the time the client takes to draw it. The window is as small as the client's measured speed allows.
 */
export class SendWindow {
  readonly #now: () => number;
  #acknowledged: number;
  #sentEnd: number;
  #sent: Sent[] = [];
  #limit = MAX_WINDOW_BYTES;
  #bytesPerMs = 0;
  #wayMs = Number.POSITIVE_INFINITY;
  #largestStep = 0;

  constructor(position: number, now: () => number = () => performance.now()) {
    this.#acknowledged = position;
    this.#sentEnd = position;
    this.#now = now;
  }

  /** All before this has been sent. */
  get sentEnd(): number {
    return this.#sentEnd;
  }

  get inFlight(): number {
    return this.#sentEnd - this.#acknowledged;
  }

  /** Bytes that may be on their way. */
  get limit(): number {
    return this.#limit;
  }

  /** Bytes that may be sent now. */
  get room(): number {
    return Math.max(0, this.#limit - this.inFlight);
  }

  send(bytes: number): void {
    this.#sentEnd += bytes;
    this.#sent.push({ end: this.#sentEnd, time: this.#now(), inFlight: this.inFlight });
  }

  /** Everything before `offset` is drawn. An offset that was never sent counts as the end of what was. */
  acknowledge(offset: number): void {
    const acknowledged = Math.min(offset, this.#sentEnd);
    if (acknowledged <= this.#acknowledged) return;
    this.#largestStep = Math.max(
      Math.floor(STEP_MEMORY * this.#largestStep),
      acknowledged - this.#acknowledged,
    );
    this.#acknowledged = acknowledged;
    let newest: Sent | undefined;
    while (this.#sent[0] && this.#sent[0].end <= acknowledged) newest = this.#sent.shift();
    if (newest) this.#measure(newest);
  }

  /** Starts anew at `position`: everything sent before is void. */
  restart(position: number): void {
    this.#acknowledged = position;
    this.#sentEnd = position;
    this.#sent = [];
  }

  #measure({ time, inFlight }: Sent): void {
    const elapsed = Math.max(this.#now() - time, 0.05);
    if (inFlight < MEASURABLE_BYTES) {
      this.#wayMs = Math.min(this.#wayMs * 1.01, elapsed);
      if (this.#bytesPerMs === 0) {
        this.#limit = Math.max(UNMEASURED_WINDOW_BYTES, 2 * this.#largestStep);
        return;
      }
    } else {
      const rate = inFlight / elapsed;
      this.#bytesPerMs =
        this.#bytesPerMs === 0 ? rate : this.#bytesPerMs + SMOOTHING * (rate - this.#bytesPerMs);
    }
    const way = Number.isFinite(this.#wayMs) ? this.#wayMs : 0;
    const wanted = this.#bytesPerMs * (TARGET_MS + way);
    // A client that acknowledges in large steps needs at least two of them to keep going.
    this.#limit = Math.min(
      MAX_WINDOW_BYTES,
      Math.max(MIN_WINDOW_BYTES, Math.floor(wanted), 2 * this.#largestStep),
    );
  }
}
