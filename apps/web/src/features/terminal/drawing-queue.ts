/** Bytes handed to the emulator at a time: those it reads in one go, whatever it takes. */
const PIECE_BYTES = 16 * 1024;
/** Milliseconds of reading after which keys and frames get their turn. */
const TURN_MS = 10;

interface Job {
  data: string | Uint8Array;
  onDrawn: (() => void) | undefined;
}

/** What the queue feeds. `onRead` is called once `data` has been read into the screen. */
export type Draw = (data: string | Uint8Array, onRead: () => void) => void;

/**
 * Output on its way to an emulator, in order. xterm.js can queue by itself, but asks for its next turn by nested timers, which
 * browsers hold back by 4 ms each: under a flood that is a quarter of the page's time.
 */
export class DrawingQueue {
  readonly #draw: Draw;
  readonly #soon = new MessageChannel();
  #jobs: Job[] = [];
  #isDrawing = false;
  #turnBegan = 0;
  #isDisposed = false;

  constructor(draw: Draw) {
    this.#draw = draw;
    this.#soon.port1.onmessage = () => this.#takeTurn();
  }

  /** Draws after everything that was added before; `onDrawn` comes after that, and before what is added later. */
  add(data: string | Uint8Array, onDrawn?: () => void): void {
    if (this.#isDisposed) return;
    for (const piece of pieces(data)) this.#jobs.push({ data: piece, onDrawn: undefined });
    const last = this.#jobs.at(-1);
    if (data.length > 0 && last) last.onDrawn = onDrawn;
    else this.#jobs.push({ data: '', onDrawn });
    if (!this.#isDrawing) this.#takeTurn();
  }

  /** Forgets what waits. */
  dispose(): void {
    this.#isDisposed = true;
    this.#jobs = [];
    this.#soon.port1.close();
  }

  #takeTurn(): void {
    this.#turnBegan = performance.now();
    this.#next();
  }

  #next(): void {
    const job = this.#jobs.shift();
    this.#isDrawing = job !== undefined;
    if (!job) return;
    this.#draw(job.data, () => {
      if (this.#isDisposed) return;
      job.onDrawn?.();
      if (this.#jobs.length === 0) this.#isDrawing = false;
      else if (performance.now() - this.#turnBegan < TURN_MS) this.#next();
      else this.#soon.port2.postMessage(null);
    });
  }
}

function* pieces(data: string | Uint8Array): Generator<string | Uint8Array> {
  if (typeof data === 'string') {
    if (data !== '') yield data;
    return;
  }
  for (let start = 0; start < data.length; start += PIECE_BYTES) {
    yield data.subarray(start, start + PIECE_BYTES);
  }
}
