import { readdirSync } from 'node:fs';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { log } from '../log';
import type { Clock } from './clock';
import type { Dir } from './dir';
import { readRecord } from './trash-record';
import { removeProtectedTree } from './tree';

/** Milliseconds an entry can be put back. */
export const KEPT_MS = 60 * 60_000;
/** Milliseconds between two purges, at the least. */
const MIN_WAIT_MS = 1_000;
/** Records that are read before others get their turn. */
const SLICE = 200;

/** Milliseconds until the oldest kept entry is to go, 1 s to 1 h: a record may have been dated by any program, or by a wrong clock. */
export function nextPurgeIn(oldest: number, now: number): number {
  return Math.min(Math.max(oldest + KEPT_MS - now, MIN_WAIT_MS), KEPT_MS);
}

export interface PurgeOptions {
  /** The trash, where there is one. */
  find: () => Dir | undefined;
  clock: Clock;
  /** Entries that are kept; the oldest go first. */
  maxKept: number;
}

/** Removes deleted entries for good when their hour is over, in the background. One purge at a time. */
export class TrashPurge {
  readonly #options: PurgeOptions;
  readonly #removing = new Set<string>();
  #running: Promise<void> | undefined;
  #callOff: (() => void) | undefined;

  constructor(options: PurgeOptions) {
    this.#options = options;
  }

  /** Whether an entry is being removed: what is left of it is no longer what was deleted. */
  isRemoving(token: string): boolean {
    return this.#removing.has(token);
  }

  /** Removes what is too old or too many, and plans the next purge. Ends when that is done; never fails. */
  run(): Promise<void> {
    this.#running ??= this.#removeOld()
      .catch((error: unknown) => {
        log('the trash could not be emptied', error);
        this.#plan(KEPT_MS);
      })
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  /** To be called for every entry that is added. `count` is how many there are with it. */
  added(count: number): void {
    if (count > this.#options.maxKept) void this.run();
    else if (!this.#callOff) this.#plan(KEPT_MS);
  }

  #plan(ms: number): void {
    this.#callOff?.();
    this.#callOff = this.#options.clock.after(ms, () => {
      this.#callOff = undefined;
      void this.run();
    });
  }

  async #removeOld(): Promise<void> {
    const { find, clock, maxKept } = this.#options;
    using trash = find();
    if (!trash) return;
    const entries: { token: string; deletedAt: number }[] = [];
    for (const [index, token] of readdirSync(trash.at('.')).entries()) {
      if (index % SLICE === SLICE - 1) await yieldToOthers();
      entries.push({ token, deletedAt: readRecord(trash, token)?.deletedAt ?? 0 });
    }
    entries.sort((a, b) => b.deletedAt - a.deletedAt);
    const oldest = clock.now() - KEPT_MS;
    const kept = entries.slice(0, maxKept).filter(({ deletedAt }) => deletedAt > oldest);
    for (const { token } of entries.slice(kept.length)) await this.#remove(trash, token);
    const last = kept.at(-1);
    if (last) this.#plan(nextPurgeIn(last.deletedAt, clock.now()));
  }

  async #remove(trash: Dir, token: string): Promise<void> {
    this.#removing.add(token);
    try {
      await removeProtectedTree({ dir: trash, name: token }, new AbortController().signal);
    } catch (error) {
      // One that cannot be removed, as what belongs to another user, keeps none of the others.
      log('a deleted entry could not be removed for good', error);
    } finally {
      this.#removing.delete(token);
    }
  }
}
