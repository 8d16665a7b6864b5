/** Characters of one piece of input; a larger paste goes in several. */
const PIECE_CHARS = 128 * 1024;

export interface PendingInput {
  seq: number;
  data: string | Uint8Array;
}

/**
 * What a person typed and the session has not confirmed, in order. It outlives a lost connection: everything unconfirmed is sent again
 * with its numbers, and the session types each number once and none before its turn.
 */
export class InputOutbox {
  #clientId = randomId();
  #pending: PendingInput[] = [];
  #lastSeq = 0;

  /** Whose numbers they are. */
  get clientId(): string {
    return this.#clientId;
  }

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

  /** The session has typed it. */
  confirm(input: PendingInput): void {
    this.#pending = this.#pending.filter((each) => each !== input);
  }

  /** The session waits for this number. When it is not here, the session knows this client no more: all pending is numbered anew. */
  missing(seq: number): void {
    if (!this.#pending.some((input) => input.seq === seq)) this.#numberAnew(this.#pending);
  }

  /** The session refuses what is pending. All of it goes, so that nothing typed has a hole. */
  giveUp(): void {
    this.#numberAnew([]);
  }

  #numberAnew(inputs: PendingInput[]): void {
    this.#clientId = randomId();
    this.#pending = inputs.map(({ data }, index) => ({ seq: index + 1, data }));
    this.#lastSeq = inputs.length;
  }
}

function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
