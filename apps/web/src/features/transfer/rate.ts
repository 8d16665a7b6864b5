/** Milliseconds over which a rate is measured. */
const WINDOW_MS = 5_000;

/** Bytes per second over the last few seconds. */
export class Rate {
  readonly #points: { at: number; bytes: number }[] = [];

  /** Notes how many bytes there are in all. */
  note(bytes: number, at: number): void {
    this.#points.push({ at, bytes });
    while (this.#points.length > 2 && (this.#points[1]?.at ?? at) <= at - WINDOW_MS) this.#points.shift();
  }

  /** Bytes per second, or null while it is not known. */
  get perSecond(): number | null {
    const first = this.#points[0];
    const last = this.#points.at(-1);
    if (!first || !last || last.at - first.at < 250) return null;
    return ((last.bytes - first.bytes) * 1000) / (last.at - first.at);
  }
}

/** `12 s left`, `3 min left`, or nothing while it cannot be said. */
export function timeLeft(bytesLeft: number, perSecond: number | null): string {
  if (perSecond === null || perSecond <= 0) return '';
  const seconds = Math.ceil(bytesLeft / perSecond);
  if (seconds < 60) return `${seconds} s left`;
  if (seconds < 3600) return `${Math.ceil(seconds / 60)} min left`;
  return `${Math.floor(seconds / 3600)} h ${Math.ceil((seconds % 3600) / 60)} min left`;
}
