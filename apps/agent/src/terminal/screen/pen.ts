import { BG_HAS_EXTENDED, COLOR } from './cell';
import { styleSequence } from './sgr';
import type { Attributes, ExtendedAttributes, InternalCore } from './xterm-internals';

const MAX_CACHED_STYLES = 4_096;

/** Follows which style and hyperlink the terminal that reads the output draws with, and emits only changes. */
export class Pen {
  readonly #links: InternalCore['_oscLinkService'];
  readonly #sequences = new Map<string, string>();
  #fg = 0;
  #bg = 0;
  #ext = 0;
  #urlId = 0;

  constructor(links: InternalCore['_oscLinkService']) {
    this.#links = links;
  }

  /** The sequence that makes this the current style; empty when it is already. */
  set(fg: number, bg: number, extended?: ExtendedAttributes): string {
    const ext = bg & BG_HAS_EXTENDED && extended ? extended._ext >>> 0 : 0;
    const urlId = bg & BG_HAS_EXTENDED && extended ? extended.urlId : 0;
    if (fg >>> 0 === this.#fg && bg >>> 0 === this.#bg && ext === this.#ext && urlId === this.#urlId)
      return '';
    const link = urlId === this.#urlId ? '' : this.#linkSequence(urlId);
    this.#fg = fg >>> 0;
    this.#bg = bg >>> 0;
    this.#ext = ext;
    this.#urlId = urlId;
    return this.#styleSequence() + link;
  }

  setAttributes({ fg, bg, extended }: Attributes): string {
    return this.set(fg, bg, extended);
  }

  /** The default style, unless only text colour differs: what is erased or scrolled in has the background of the pen. */
  clearBackground(): string {
    return (this.#bg & COLOR) === 0 ? '' : this.set(0, 0);
  }

  #styleSequence(): string {
    if (this.#fg === 0 && this.#bg === 0) return '\x1b[m';
    const key = `${this.#fg},${this.#bg},${this.#ext}`;
    let sequence = this.#sequences.get(key);
    if (sequence === undefined) {
      sequence = styleSequence({ fg: this.#fg, bg: this.#bg, ext: this.#ext });
      if (this.#sequences.size < MAX_CACHED_STYLES) this.#sequences.set(key, sequence);
    }
    return sequence;
  }

  #linkSequence(urlId: number): string {
    const data = urlId === 0 ? undefined : this.#links.getLinkData(urlId);
    if (!data) return '\x1b]8;;\x1b\\';
    return `\x1b]8;${data.id === undefined ? '' : `id=${data.id}`};${data.uri}\x1b\\`;
  }
}
