/** Bytes of one part of the directory. */
const PART_BYTES = 256 * 1024;

/** The records at an archive's end, kept as their bytes: an entry that has been written costs about a hundred of them. */
export class CentralDirectory {
  /** Records kept. */
  length = 0;
  readonly #parts: Buffer[] = [];
  #part = Buffer.allocUnsafe(PART_BYTES);
  #used = 0;

  /** Keeps one record, at most 200 KiB. */
  add(record: Buffer[]): void {
    this.length += 1;
    const size = record.reduce((total, piece) => total + piece.length, 0);
    if (this.#used + size > PART_BYTES) {
      this.#parts.push(this.#part.subarray(0, this.#used));
      this.#part = Buffer.allocUnsafe(PART_BYTES);
      this.#used = 0;
    }
    for (const piece of record) this.#used += piece.copy(this.#part, this.#used);
  }

  /** Every record, in order, in large pieces. */
  parts(): Buffer[] {
    return [...this.#parts, this.#part.subarray(0, this.#used)];
  }
}
