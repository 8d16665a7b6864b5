/** What the terminal's parser is in the middle of. */
type State = 'ground' | 'escape' | 'escape-intermediate' | 'csi' | 'osc' | 'string';

const LF = 0x0a;
const CR = 0x0d;
const CAN = 0x18;
const SUB = 0x1a;
const ESC = 0x1b;
const DEL = 0x7f;
const BEL = 0x07;
/** First byte of the UTF-8 encoding of U+0080 to U+00BF, the first half of which are control characters. */
const C2 = 0xc2;

/** Text that is held back at the end, in bytes: longer than any character with its combining marks needs to be. */
const MAX_HELD_TEXT = 64;

/** Bytes that print or only move within their line. */
const IS_TEXT = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte >= 0x20 && byte !== C2) || byte === CR || byte === 0x09 || byte === 0x08 || byte === BEL || byte === 0
    ? 1
    : 0,
);

export interface Scan {
  /** Line feeds outside escape sequences. */
  lineFeeds: number;
  /**
   * True when the bytes do nothing but print, feed lines, change the style and erase to the end of a line: what scrolls out
   * leaves no trace but the style.
   */
  plain: boolean;
  /** One past the last CR LF, or -1. */
  lastNewline: number;
  /** Style changes before and after the last CR LF, in order. */
  styleBefore: string;
  styleAfter: string;
}

/** Follows a terminal's output without interpreting it, chunk by chunk: where it may be cut, and what a cut would lose. */
export class Scanner {
  #state: State = 'ground';
  #afterC2 = false;
  #previous = 0;
  /** Position, in the whole output, of the sequence under way. */
  #sequenceStart = 0;
  #position = 0;
  #csi = '';
  /** Where the last control character or sequence ended. */
  #textStart = 0;
  /** The last bytes of text, newest last. */
  #tail: number[] = [];

  /** Bytes scanned so far. */
  get position(): number {
    return this.#position;
  }

  /** Bytes at the end that are the last character and whatever may yet combine with it; 0 inside a sequence. */
  get heldBytes(): number {
    if (this.#state !== 'ground') return 0;
    return this.#afterC2 ? 1 : this.#heldText();
  }

  /** Bytes of the escape sequence under way, which has had no effect yet. */
  get sequenceBytes(): number {
    return this.#state === 'ground' ? 0 : this.#position - this.#sequenceStart;
  }

  /** What makes a fresh terminal swallow the rest of the string sequence under way as this one will. */
  get resumeString(): string {
    return this.#state === 'osc' ? '\x1b]9999;' : '\x1bX';
  }

  scan(bytes: Uint8Array): Scan {
    const scan: Scan = { lineFeeds: 0, plain: true, lastNewline: -1, styleBefore: '', styleAfter: '' };
    if (this.#state !== 'ground' && this.#state !== 'csi') scan.plain = false;
    const { length } = bytes;
    let i = 0;
    while (i < length) {
      if (this.#state === 'ground' && !this.#afterC2) {
        const start = i;
        while (i < length && IS_TEXT[bytes[i] as number] === 1) i++;
        if (i > start) this.#previous = bytes[i - 1] as number;
        if (i === length) break;
        if (bytes[i] === LF) {
          this.#lineFeed(i, scan);
          i++;
          continue;
        }
      }
      const byte = bytes[i] as number;
      this.#control(byte, this.#position + i, scan);
      this.#previous = byte;
      i++;
    }
    this.#keepTail(bytes);
    this.#position += bytes.length;
    return scan;
  }

  #lineFeed(index: number, scan: Scan): void {
    scan.lineFeeds++;
    if (this.#previous === CR) {
      scan.lastNewline = index + 1;
      scan.styleBefore += scan.styleAfter;
      scan.styleAfter = '';
    }
    this.#textStart = this.#position + index + 1;
    this.#previous = LF;
  }

  #control(byte: number, at: number, scan: Scan): void {
    if (this.#afterC2) {
      this.#afterC2 = false;
      if (byte >= 0x80 && byte <= 0x9f) {
        scan.plain = false;
        this.#begin(c1State(byte), at - 1);
      }
      return;
    }
    if (byte === C2) {
      this.#afterC2 = true;
      if (this.#state === 'ground') this.#sequenceStart = at;
      return;
    }
    if (byte === ESC) {
      this.#begin('escape', at);
      return;
    }
    if (byte === CAN || byte === SUB) {
      scan.plain = false;
      this.#end(at);
      return;
    }
    switch (this.#state) {
      case 'ground':
        scan.plain = false;
        this.#textStart = at + 1;
        return;
      case 'escape':
        this.#escape(byte, at, scan);
        return;
      case 'escape-intermediate':
        if (byte >= 0x30 && byte <= 0x7e) this.#end(at);
        return;
      case 'csi':
        this.#csiByte(byte, at, scan);
        return;
      case 'osc':
        if (byte === BEL) this.#end(at);
        return;
      case 'string':
        return;
    }
  }

  #escape(byte: number, at: number, scan: Scan): void {
    if (byte === 0x5b) {
      this.#state = 'csi';
      this.#csi = '';
      return;
    }
    scan.plain = false;
    if (byte === 0x5d) this.#state = 'osc';
    else if (byte === 0x50 || byte === 0x58 || byte === 0x5e || byte === 0x5f) this.#state = 'string';
    else if (byte >= 0x20 && byte <= 0x2f) this.#state = 'escape-intermediate';
    else if (byte >= 0x30 && byte !== DEL) this.#end(at);
  }

  #csiByte(byte: number, at: number, scan: Scan): void {
    if (byte < 0x40 || byte > 0x7e) {
      const isParameter = byte >= 0x30 && byte <= 0x3b;
      if (!isParameter || this.#csi.length > 100) scan.plain = false;
      else this.#csi += String.fromCharCode(byte);
      return;
    }
    if (byte === 0x6d) scan.styleAfter = nextStyle(scan.styleAfter, this.#csi);
    else if (byte !== 0x4b) scan.plain = false;
    this.#end(at);
  }

  #begin(state: State, at: number): void {
    if (this.#state === 'ground') this.#sequenceStart = at;
    this.#state = state;
    this.#csi = '';
    if (state === 'ground') this.#textStart = at + 2;
  }

  #end(at: number): void {
    this.#state = 'ground';
    this.#textStart = at + 1;
  }

  #keepTail(bytes: Uint8Array): void {
    if (bytes.length >= MAX_HELD_TEXT) this.#tail = [...bytes.subarray(-MAX_HELD_TEXT)];
    else this.#tail = [...this.#tail, ...bytes].slice(-MAX_HELD_TEXT);
  }

  /** Bytes at the end that are the last character and what combines with it, or 0 after a control character. */
  #heldText(): number {
    const available = Math.min(this.#position - this.#textStart, this.#tail.length);
    for (let held = 1; held <= available; held++) {
      const byte = this.#tail[this.#tail.length - held] ?? 0;
      if (byte < 0x20 || byte === DEL) return held - 1;
      if (byte < 0x80) return held;
    }
    return this.#incompleteCharacter(available);
  }

  /** A long run without a base character is cut between characters. */
  #incompleteCharacter(available: number): number {
    if (available < MAX_HELD_TEXT) return available;
    for (let held = 1; held <= 4; held++) {
      const byte = this.#tail[this.#tail.length - held] ?? 0;
      if (byte >= 0xc0) return held;
    }
    return 0;
  }
}

function c1State(byte: number): State {
  switch (byte) {
    case 0x9b:
      return 'csi';
    case 0x9d:
      return 'osc';
    case 0x90:
    case 0x98:
    case 0x9e:
    case 0x9f:
      return 'string';
    default:
      return 'ground';
  }
}

/** The style changes so far with one more: a reset makes the earlier ones irrelevant. */
function nextStyle(style: string, parameters: string): string {
  const sequence = `\x1b[${parameters}m`;
  return parameters === '' || parameters === '0' ? sequence : style + sequence;
}
