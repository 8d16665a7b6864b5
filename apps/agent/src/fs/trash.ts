import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { AppError } from '@berth/protocol/error';
import type { fsAgentCalls } from '@berth/protocol/fs';
import { z } from 'zod';
import { log } from '../log';
import { Dir } from './dir';
import { typeOf } from './entry';
import { errno } from './errors';
import { OWN_FOLDER } from './own-area';
import type { Place, Root } from './root';
import { placeExclusively } from './temporary';
import { removeProtectedTree, removeTree } from './tree';

/** Milliseconds an entry can be put back. */
const KEPT_MS = 60 * 60_000;
/** Entries that can be put back; the oldest goes first. */
const MAX_KEPT = 50;

type Deleted = z.output<(typeof fsAgentCalls)['fs.deleted']['output']>['entries'][number];

const recordSchema = z.object({ path: z.string(), deletedAt: z.number() });

/**
 * What was deleted and can be put back. It lies in the project's own folder, since only within one mount a folder of any size
 * is moved in one step; the folder ignores itself for git. Each entry is a folder named by its token, holding the entry as
 * `entry` and where it was as `record.json`.
 */
export class Trash {
  readonly #root: Root;
  #purging: Promise<void> | undefined;

  constructor(root: Root) {
    this.#root = root;
  }

  /** Takes an entry away in one step. Returns the token that puts it back. */
  take(place: Place): string {
    using trash = this.#open();
    const token = randomBytes(12).toString('hex');
    mkdirSync(trash.at(token), { mode: 0o700 });
    using kept = trash.child(token);
    writeFileSync(kept.at('record.json'), JSON.stringify({ path: place.path, deletedAt: Date.now() }), {
      flag: 'wx',
      mode: 0o600,
    });
    renameSync(place.at, kept.at('entry'));
    this.#purge();
    return token;
  }

  /** What can be put back, the latest first. */
  list(): Deleted[] {
    using trash = this.#found();
    if (!trash) return [];
    const oldest = Date.now() - KEPT_MS;
    return readdirSync(trash.at('.'))
      .flatMap((undo) => deletedIn(trash, undo) ?? [])
      .filter(({ deletedAt }) => deletedAt > oldest)
      .sort((a, b) => b.deletedAt - a.deletedAt)
      .slice(0, MAX_KEPT)
      .map(({ deletedAt, ...entry }) => ({ ...entry, deletedAt: new Date(deletedAt).toISOString() }));
  }

  /** Puts an entry back where it was. Returns its path. @throws AppError NOT_FOUND, ALREADY_EXISTS. */
  async restore(token: string): Promise<string> {
    using trash = this.#open();
    const path = readRecord(trash, token)?.path;
    if (path === undefined) {
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

  /** The trash, where anything was deleted yet. */
  #found(): Dir | undefined {
    try {
      using root = Dir.open(this.#root.path);
      using own = root.child(OWN_FOLDER);
      return own.child('trash');
    } catch (error) {
      if (errno(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** The trash, created where it is missing. */
  #open(): Dir {
    using root = Dir.open(this.#root.path);
    if (makeFolder(root.at(OWN_FOLDER))) {
      using fresh = root.child(OWN_FOLDER);
      writeFileSync(fresh.at('.gitignore'), '*\n', { flag: 'wx' });
    }
    using own = root.child(OWN_FOLDER);
    makeFolder(own.at('trash'));
    return own.child('trash');
  }

  /** Removes for good, in the background, what is too old or too many. One purge at a time. */
  #purge(): void {
    this.#purging ??= this.#removeOld()
      .catch((error: unknown) => log('the trash could not be emptied', error))
      .finally(() => {
        this.#purging = undefined;
      });
  }

  async #removeOld(): Promise<void> {
    using trash = this.#open();
    const entries = readdirSync(trash.at('.'))
      .map((token) => ({ token, deletedAt: readRecord(trash, token)?.deletedAt ?? 0 }))
      .sort((a, b) => b.deletedAt - a.deletedAt);
    const oldest = Date.now() - KEPT_MS;
    for (const [index, { token, deletedAt }] of entries.entries()) {
      if (index < MAX_KEPT && deletedAt > oldest) continue;
      // One that cannot be removed, as what belongs to another user, keeps none of the others.
      await removeProtectedTree({ dir: trash, name: token }, new AbortController().signal).catch(
        (error: unknown) => log('a deleted entry could not be removed for good', error),
      );
    }
  }
}

/** True when the folder was missing. */
function makeFolder(at: string): boolean {
  try {
    mkdirSync(at, { mode: 0o700 });
    return true;
  } catch (error) {
    if (errno(error) === 'EEXIST') return false;
    throw error;
  }
}

/** The record of an entry, or undefined when there is none such. It was written where the project's programs can write too. */
function readRecord(trash: Dir, token: string): z.infer<typeof recordSchema> | undefined {
  try {
    using kept = trash.child(token);
    return recordSchema.parse(JSON.parse(readSmallFile(kept.at('record.json'))));
  } catch {
    return undefined;
  }
}

function deletedIn(
  trash: Dir,
  undo: string,
): (Omit<Deleted, 'deletedAt'> & { deletedAt: number }) | undefined {
  const record = readRecord(trash, undo);
  if (!record || record.deletedAt > Date.now()) return undefined;
  try {
    using kept = trash.child(undo);
    return { undo, ...record, type: typeOf(lstatSync(kept.at('entry'))) };
  } catch {
    return undefined;
  }
}

function readSmallFile(at: string): string {
  const fd = openSync(at, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const buffer = Buffer.alloc(16_384);
    return buffer.toString('utf8', 0, readSync(fd, buffer, 0, buffer.length, 0));
  } finally {
    closeSync(fd);
  }
}
