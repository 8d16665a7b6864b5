/** Where a document's text lives: a plain string, or an editor's state once it has been shown. */
export interface TextBuffer {
  readonly length: number;
  text(): string;
  /** Puts another text in its place, as an edit that can be undone where the buffer knows undo. */
  replace(text: string): void;
  /** The file has another name now. */
  moved?(): void;
}

export class StringBuffer implements TextBuffer {
  #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  get length(): number {
    return this.#text.length;
  }
  text(): string {
    return this.#text;
  }
  replace(text: string): void {
    this.#text = text;
  }
}

/** The one range in which two texts differ: [from, to) of the first becomes `insert`. */
export function differingRange(before: string, after: string): { from: number; to: number; insert: string } {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  let tail = 0;
  while (
    tail < shorter - from &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail++;
  }
  return { from, to: before.length - tail, insert: after.slice(from, after.length - tail) };
}
