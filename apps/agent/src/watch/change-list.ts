import type { FileChange } from '@berth/protocol/fs-watch';

/** Changes of one announcement; beyond, clients read anew what they show, which is less work for everybody. */
const MAX_CHANGES = 1_000;

/** Collects the changes of one announcement, the last of each path, bounded. */
export class ChangeList {
  readonly #byPath = new Map<string, FileChange>();
  #full = false;

  add(change: FileChange): void {
    if (this.#byPath.size >= MAX_CHANGES && !this.#byPath.has(change.path)) this.#full = true;
    else this.#byPath.set(change.path, change);
  }

  /** True when something could not be added. */
  get full(): boolean {
    return this.#full;
  }

  get changes(): FileChange[] {
    return [...this.#byPath.values()];
  }
}
