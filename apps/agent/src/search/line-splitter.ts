/** Splits bytes into lines of at most `limit` bytes; longer ones are told as cut, with their last bytes. */
export class LineSplitter {
  readonly #limit: number;
  #rest: Buffer[] = [];
  #size = 0;
  #cut = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The lines that end in this piece, without their line feed. */
  *push(piece: Buffer): Generator<{ line: Buffer; cut: boolean }> {
    let start = 0;
    for (let end = piece.indexOf(10); end !== -1; end = piece.indexOf(10, start)) {
      this.#keep(piece.subarray(start, end));
      yield { line: Buffer.concat(this.#rest), cut: this.#cut };
      this.#rest = [];
      this.#size = 0;
      this.#cut = false;
      start = end + 1;
    }
    // Copied, so that a long wait for a line's end does not hold on to whole pieces.
    if (start < piece.length) this.#keep(Buffer.from(piece.subarray(start)));
  }

  #keep(part: Buffer): void {
    this.#rest.push(part);
    this.#size += part.length;
    if (this.#size <= this.#limit) return;
    const all = Buffer.concat(this.#rest);
    this.#rest = [all.subarray(all.length - Math.floor(this.#limit / 2))];
    this.#size = Math.floor(this.#limit / 2);
    this.#cut = true;
  }
}
