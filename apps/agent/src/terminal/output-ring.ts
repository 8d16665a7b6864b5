/** The last bytes of a session's output, by their position in it. */
export class OutputRing {
  readonly #capacity: number;
  readonly #buffer: Buffer;
  #end: number;
  #start: number;

  constructor(capacity: number, position = 0) {
    this.#capacity = capacity;
    this.#buffer = Buffer.alloc(capacity);
    this.#end = position;
    this.#start = position;
  }

  /** Position of the oldest byte that is still here. */
  get start(): number {
    return this.#start;
  }

  /** Position behind the newest byte: all output so far. */
  get end(): number {
    return this.#end;
  }

  /** Adds bytes; the oldest make room. */
  append(bytes: Uint8Array): void {
    const kept = bytes.length > this.#capacity ? bytes.subarray(bytes.length - this.#capacity) : bytes;
    const at = (this.#end + bytes.length - kept.length) % this.#capacity;
    const first = Math.min(kept.length, this.#capacity - at);
    this.#buffer.set(kept.subarray(0, first), at);
    this.#buffer.set(kept.subarray(first), 0);
    this.#end += bytes.length;
    this.#start = Math.max(this.#start, this.#end - this.#capacity);
  }

  /** Copies bytes from `position` on into `target`, as many as there are and fit. Returns how many. */
  read(position: number, target: Uint8Array): number {
    if (position < this.#start || position > this.#end) {
      throw new RangeError(`bytes ${position} of ${this.#start}..${this.#end}`);
    }
    const length = Math.min(target.length, this.#end - position);
    const at = position % this.#capacity;
    const first = Math.min(length, this.#capacity - at);
    target.set(this.#buffer.subarray(at, at + first), 0);
    target.set(this.#buffer.subarray(0, length - first), first);
    return length;
  }
}
