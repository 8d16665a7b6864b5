/** Characters of one piece of input; a larger paste goes in several. */
const PIECE_CHARS = 128 * 1024;

export interface PendingInput {
  seq: number;
  data: string | Uint8Array;
}

/**
 * What a person typed and the session has not confirmed, in order. It outlives a lost connection: everything unconfirmed is sent again
 * with its numbers, and the session types each number once.
 */
export class InputOutbox {
  #pending: PendingInput[] = [];
  #lastSeq = 0;

  get pending(): readonly PendingInput[] {
    return this.#pending;
  }

  /** Adds input and returns its pieces, numbered. */
  add(data: string | Uint8Array): PendingInput[] {
    const pieces: PendingInput[] = [];
    for (let start = 0; start < data.length; ) {
      let end = Math.min(start + PIECE_CHARS, data.length);
      // A pair of surrogates is one character.
      if (typeof data === 'string' && end < data.length && /[\ud800-\udbff]/.test(data[end - 1] ?? '')) end--;
      pieces.push({ seq: ++this.#lastSeq, data: data.slice(start, end) });
      start = end;
    }
    this.#pending.push(...pieces);
    return pieces;
  }

  confirm(seq: number): void {
    this.#pending = this.#pending.filter((input) => input.seq !== seq);
  }
}
