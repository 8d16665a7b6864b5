import { type Scan, Scanner } from './scanner';

export interface PendingBytes {
  kind: 'bytes';
  bytes: Uint8Array;
  scan: Scan;
}

export interface PendingResize {
  kind: 'resize';
  cols: number;
  rows: number;
}

export type PendingItem = PendingBytes | PendingResize;

/**
 * Output that has not been interpreted yet. Interpreting costs more than everything else a terminal does, and most of a flood
 * scrolls out of the history before anybody can look at it: `dropScrolledOut` forgets that part.
 */
export class PendingOutput {
  readonly scanner = new Scanner();
  #items: PendingItem[] = [];
  #bytes = 0;

  /** Bytes held. */
  get bytes(): number {
    return this.#bytes;
  }

  push(bytes: Uint8Array): Scan {
    const scan = this.scanner.scan(bytes);
    this.#items.push({ kind: 'bytes', bytes, scan });
    this.#bytes += bytes.length;
    return scan;
  }

  pushResize(cols: number, rows: number): void {
    this.#items.push({ kind: 'resize', cols, rows });
  }

  /** Takes everything up to and including the last item that does more than print lines. */
  takeSpecial(): PendingItem[] {
    const end = this.#items.findLastIndex(isSpecial) + 1;
    const behind = this.#items.slice(end).reduce((sum, item) => sum + sizeOf(item), 0);
    return end > 0 && behind < this.scanner.heldBytes ? this.takeWhole() : this.#take(end);
  }

  /** Takes everything but the last character, which a combining mark may follow. */
  takeWhole(): PendingItem[] {
    const kept = this.#cutTail(Math.min(this.scanner.heldBytes, this.#bytes));
    const taken = this.#take(this.#items.length);
    for (const bytes of kept) this.#restore(bytes);
    return taken;
  }

  /**
   * Forgets what at least `lines` later line feeds follow, provided that all of it only printed lines on a screen that scrolls as a
   * whole. Returns what to write in its place, or undefined when nothing could be forgotten.
   */
  dropScrolledOut(lines: number): string | undefined {
    const firstSpecial = this.#items.findIndex(isSpecial);
    const plain = (firstSpecial === -1 ? this.#items : this.#items.slice(0, firstSpecial)) as PendingBytes[];
    let following = 0;
    for (let index = plain.length - 1; index >= 0; index--) {
      const item = plain[index] as PendingBytes;
      if (following >= lines && item.scan.lastNewline !== -1) return this.#dropUntil(index, item);
      following += item.scan.lineFeeds;
    }
    return undefined;
  }

  #dropUntil(index: number, item: PendingBytes): string {
    const before = this.#take(index) as PendingBytes[];
    const style =
      before.map(({ scan }) => scan.styleBefore + scan.styleAfter).join('') + item.scan.styleBefore;
    const cut = item.scan.lastNewline;
    this.#items[0] = {
      kind: 'bytes',
      bytes: item.bytes.subarray(cut),
      scan: { ...item.scan, lineFeeds: 0, lastNewline: -1, styleBefore: '' },
    };
    this.#bytes -= cut;
    return `\r${lastReset(style)}`;
  }

  #take(count: number): PendingItem[] {
    const taken = this.#items.splice(0, count);
    for (const item of taken) this.#bytes -= sizeOf(item);
    return taken;
  }

  /** Removes the last `count` bytes and returns them in order. */
  #cutTail(count: number): Uint8Array[] {
    const kept: Uint8Array[] = [];
    let left = count;
    for (let index = this.#items.length - 1; index >= 0 && left > 0; index--) {
      const item = this.#items[index];
      if (item?.kind !== 'bytes') continue;
      const cut = Math.max(0, item.bytes.length - left);
      kept.unshift(item.bytes.subarray(cut));
      left -= item.bytes.length - cut;
      item.bytes = item.bytes.subarray(0, cut);
    }
    this.#bytes -= count;
    return kept;
  }

  /** Puts a piece of the tail, which is text only, back: a copy, which does not keep its whole chunk in memory. */
  #restore(piece: Uint8Array): void {
    const scan = { lineFeeds: 0, plain: true, lastNewline: -1, styleBefore: '', styleAfter: '' };
    this.#items.push({ kind: 'bytes', bytes: piece.slice(), scan });
    this.#bytes += piece.length;
  }
}

const sizeOf = (item: PendingItem): number => (item.kind === 'bytes' ? item.bytes.length : 0);
const isSpecial = (item: PendingItem): boolean => item.kind === 'resize' || !item.scan.plain;

/** Style changes since the last full reset. */
function lastReset(style: string): string {
  const reset = Math.max(style.lastIndexOf('\x1b[m'), style.lastIndexOf('\x1b[0m'));
  return reset === -1 ? style : style.slice(reset);
}
