import type { Exclusion, ExclusionGroup, Remark } from '@berth/protocol/transfer';
import { type BytePath, toText } from './byte-path';
import type { LeftOut } from './default-rules';

/** Paths named of each group of what is left out. */
const PATHS_A_GROUP = 20;

/** What an archive leaves out, by reason. */
export class Exclusions {
  readonly #groups = new Map<string, Exclusion & { files: number; bytes: number }>();

  add(path: BytePath, leftOut: LeftOut): { files: number; bytes: number } {
    const key = `${leftOut.group}\n${leftOut.reason}`;
    const entry = this.#groups.get(key) ?? { ...leftOut, entries: 0, paths: [], files: 0, bytes: 0 };
    this.#groups.set(key, entry);
    entry.entries += 1;
    if (entry.paths.length < PATHS_A_GROUP) entry.paths.push(toText(path));
    return entry;
  }

  list(): (Exclusion & { files: number; bytes: number })[] {
    const order: ExclusionGroup[] = ['dependencies', 'build', 'caches', 'vcs', 'ignored', 'pattern'];
    return [...this.#groups.values()].sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
  }
}

/** The first remarks of any number of them. */
export class Remarks {
  readonly list: Remark[] = [];
  count = 0;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(path: BytePath, reason: string): void {
    this.count += 1;
    if (this.list.length < this.#limit) this.list.push({ path: toText(path), reason });
  }
}
