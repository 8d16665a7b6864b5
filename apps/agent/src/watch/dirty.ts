/** Names that are remembered before only the fact that much has changed is. */
const MAX_NAMES = 5_000;

/** What was touched since it was taken last: names by folder, bounded. */
export class Dirty {
  #names = new Map<string, Set<string>>();
  #count = 0;
  #overflowed = false;

  add(folder: string, name: string): void {
    if (this.#overflowed) return;
    let names = this.#names.get(folder);
    if (!names) {
      names = new Set();
      this.#names.set(folder, names);
    }
    if (names.has(name)) return;
    names.add(name);
    this.#count += 1;
    if (this.#count > MAX_NAMES) this.overflow();
  }

  /** More was touched than anybody told. */
  overflow(): void {
    this.#overflowed = true;
    this.#names.clear();
  }

  get isEmpty(): boolean {
    return this.#count === 0 && !this.#overflowed;
  }

  /** True when more was touched than is remembered, or told. */
  get overflowed(): boolean {
    return this.#overflowed;
  }

  /** Everything since the last time; the collection starts anew. */
  take(): Map<string, Set<string>> {
    const names = this.#names;
    this.#names = new Map();
    this.#count = 0;
    this.#overflowed = false;
    return names;
  }
}
