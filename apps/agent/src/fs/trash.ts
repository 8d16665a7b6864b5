import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { AppError } from '@berth/protocol/error';
import type { fsAgentCalls } from '@berth/protocol/fs';
import type { z } from 'zod';
import { type Clock, systemClock } from './clock';
import { errno } from './errors';
import type { Place, Root } from './root';
import { placeExclusively } from './temporary';
import { findTrash, openTrash } from './trash-folder';
import { KEPT_MS, TrashPurge } from './trash-purge';
import { newToken, readEntry, readRecord, writeRecord } from './trash-record';
import { removeTree } from './tree';

/** Entries that can be put back: far more than an hour of work deletes. It bounds what a program in a loop leaves behind. */
const MAX_KEPT = 10_000;

type ListInput = z.output<(typeof fsAgentCalls)['fs.deleted']['input']>;
type ListOutput = z.output<(typeof fsAgentCalls)['fs.deleted']['output']>;

/**
 * What was deleted and can be put back. It lies in the project's own folder, since only within one mount a folder of any size
 * is moved in one step; the folder ignores itself for git. Each entry is a folder named by its token, holding the entry as
 * `entry` and where it was as `record.json`.
 */
export class Trash {
  readonly #root: Root;
  readonly #clock: Clock;
  readonly #purge: TrashPurge;
  /** The time of the latest token: no two have the same. */
  #stamp = 0;

  constructor(root: Root, { clock = systemClock, maxKept = MAX_KEPT } = {}) {
    this.#root = root;
    this.#clock = clock;
    this.#purge = new TrashPurge({ find: () => findTrash(root.path), clock, maxKept });
  }

  /** Removes for good what is too old, and from then on whatever gets too old. Creates nothing. Never fails. */
  purge(): Promise<void> {
    return this.#purge.run();
  }

  /** Takes an entry away in one step. Returns the token that puts it back. */
  take(place: Place): string {
    using trash = openTrash(this.#root.path);
    const deletedAt = this.#clock.now();
    this.#stamp = Math.max(deletedAt, this.#stamp + 1);
    const token = newToken(this.#stamp);
    mkdirSync(trash.at(token), { mode: 0o700 });
    using kept = trash.child(token);
    writeRecord(kept, { path: place.path, deletedAt });
    renameSync(place.at, kept.at('entry'));
    this.#purge.added(readdirSync(trash.at('.')).length);
    return token;
  }

  /** What can be put back, the latest first; only the records of the page are read. */
  list({ limit, cursor }: ListInput): ListOutput {
    using trash = findTrash(this.#root.path);
    const entries: ListOutput['entries'] = [];
    if (!trash) return { entries, nextCursor: null };
    const now = this.#clock.now();
    const tokens = readdirSync(trash.at('.')).sort().reverse();
    for (const token of tokens) {
      if (cursor && token >= cursor) continue;
      const last = entries.at(-1);
      if (last && entries.length === limit) return { entries, nextCursor: last.undo };
      const found = readEntry(trash, token);
      if (!found || found.deletedAt > now || found.deletedAt <= now - KEPT_MS) continue;
      const { path, type, deletedAt } = found;
      entries.push({ undo: token, path, type, deletedAt: new Date(deletedAt).toISOString() });
    }
    return { entries, nextCursor: null };
  }

  /** Puts an entry back where it was. Returns its path. @throws AppError NOT_FOUND, ALREADY_EXISTS. */
  async restore(token: string): Promise<string> {
    using trash = findTrash(this.#root.path);
    const path = trash && !this.#purge.isRemoving(token) ? readRecord(trash, token)?.path : undefined;
    if (!trash || path === undefined) {
      throw new AppError('NOT_FOUND', 'It is too late to undo that: the deleted entry is gone for good.');
    }
    using kept = trash.child(token);
    using place = this.#root.find(path, { follow: false, makeParents: true });
    try {
      placeExclusively(kept.at('entry'), place.at);
    } catch (cause) {
      if (errno(cause) !== 'EEXIST') throw cause;
      throw new AppError('ALREADY_EXISTS', `${path} exists again. Move it away before undoing.`, { cause });
    }
    await removeTree({ dir: trash, name: token }, new AbortController().signal);
    return path;
  }
}
