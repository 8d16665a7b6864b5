/** Milliseconds between attempts to write to a program that does not read. */
const RETRY_MS = 4;

/** Writes some of the bytes and says how many; 0 when there is no room now. */
export type WriteSome = (bytes: Uint8Array) => number;

/** What is typed, in order, at the pace the program reads. Bounded: a program that reads nothing makes `write` refuse. */
export class InputQueue {
  readonly #writeSome: WriteSome;
  readonly #limit: number;
  #queue: Uint8Array[] = [];
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(writeSome: WriteSome, limit: number) {
    this.#writeSome = writeSome;
    this.#limit = limit;
  }

  /** False, with nothing written, when more waits already than the limit allows. */
  write(bytes: Uint8Array): boolean {
    if (this.#bytes > 0 && this.#bytes + bytes.length > this.#limit) return false;
    this.#queue.push(bytes);
    this.#bytes += bytes.length;
    if (this.#timer === undefined) this.#drain();
    return true;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#queue = [];
    this.#bytes = 0;
  }

  #drain(): void {
    this.#timer = undefined;
    for (let head = this.#queue[0]; head; head = this.#queue[0]) {
      const written = this.#writeSome(head);
      this.#bytes -= written;
      if (written === head.length) {
        this.#queue.shift();
        continue;
      }
      this.#queue[0] = head.subarray(written);
      if (written === 0) {
        this.#timer = setTimeout(() => this.#drain(), RETRY_MS);
        return;
      }
    }
  }
}
