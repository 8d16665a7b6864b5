import type { ChangeDesc } from '@codemirror/state';

export interface TextRange {
  from: number;
  to: number;
}

/** The matches of a text in order, which follow its changes until they are looked for again. */
export class MatchList {
  readonly #ranges: Uint32Array;
  readonly #changes: ChangeDesc | null;
  /** The text has more matches than these. */
  readonly more: boolean;

  /** `ranges` holds start and end of each match by turns; starts only grow. */
  constructor(ranges: Uint32Array, more: boolean, changes: ChangeDesc | null = null) {
    this.#ranges = ranges;
    this.#changes = changes;
    this.more = more;
  }

  get count(): number {
    return this.#ranges.length / 2;
  }

  /** The match at an index from 0 to `count` - 1. @throws RangeError */
  at(index: number): TextRange {
    const from = this.#ranges[index * 2];
    const to = this.#ranges[index * 2 + 1];
    if (from === undefined || to === undefined) throw new RangeError(`There is no match ${index}.`);
    if (!this.#changes) return { from, to };
    const start = this.#changes.mapPos(from, 1);
    return { from: start, to: Math.max(start, this.#changes.mapPos(to, -1)) };
  }

  mapped(changes: ChangeDesc): MatchList {
    const all = this.#changes ? this.#changes.composeDesc(changes) : changes;
    return new MatchList(this.#ranges, this.more, all);
  }

  /** The index of the first match that starts at or after a position; `count` when there is none. */
  firstFrom(position: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.at(middle).from < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The index of the match that is exactly this range, or -1. */
  indexOf({ from, to }: TextRange): number {
    const index = this.firstFrom(from);
    if (index === this.count) return -1;
    const match = this.at(index);
    return match.from === from && match.to === to ? index : -1;
  }

  /** The match after a range, the first one after the last; null when there is none at all. */
  after(range: TextRange): TextRange | null {
    if (this.count === 0) return null;
    let index = this.firstFrom(range.to);
    // An empty match is its own start: it is not found again.
    if (range.from === range.to && index === this.indexOf(range)) index += 1;
    return this.at(index % this.count);
  }

  /** The match before a range, the last one before the first; null when there is none at all. */
  before(range: TextRange): TextRange | null {
    if (this.count === 0) return null;
    return this.at((this.firstFrom(range.from) + this.count - 1) % this.count);
  }
}
