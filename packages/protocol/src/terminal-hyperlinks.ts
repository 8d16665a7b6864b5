/** Links, and UTF-16 units of their addresses, that a terminal remembers: what is older is text without one. */
const MAX_LINKS = 20_000;
const MAX_CHARS = 4 * 1024 * 1024;

interface LinkData {
  id?: string;
  uri: string;
}

/** What xterm.js asks about the links (OSC 8) of its cells. */
export interface LinkService {
  registerLink(data: LinkData): number;
  addLineToLink(linkId: number, line: number): void;
  getLinkData(linkId: number): LinkData | undefined;
}

/** The links that were drawn last. One that is drawn again is the same link. */
export class BoundedLinks {
  readonly #numbers = new Map<string, number>();
  readonly #links = new Map<number, { key: string; data: LinkData }>();
  #chars = 0;
  #last = 0;

  readonly service: LinkService = {
    registerLink: (data) => this.#register(data),
    addLineToLink: () => {},
    getLinkData: (linkId) => this.#links.get(linkId)?.data,
  };

  #register(data: LinkData): number {
    const key = `${data.id ?? ''};${data.uri}`;
    const known = this.#numbers.get(key);
    const number = known ?? ++this.#last;
    if (known === undefined) this.#chars += key.length;
    // The last that were drawn stand last.
    this.#links.delete(number);
    this.#links.set(number, { key, data });
    this.#numbers.set(key, number);
    for (const [oldest, { key: forgotten }] of this.#links) {
      if (this.#links.size <= MAX_LINKS && (this.#chars <= MAX_CHARS || oldest === number)) break;
      this.#links.delete(oldest);
      this.#numbers.delete(forgotten);
      this.#chars -= forgotten.length;
    }
    return number;
  }
}
