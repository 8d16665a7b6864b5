import { chmodSync, closeSync, constants, existsSync, lstatSync, openSync } from 'node:fs';
import { join } from 'node:path';

/** An entry's name: text, or the bytes of a name that is no UTF-8, which no text stands for. */
export type EntryName = string | Buffer;

/** Names a file or folder without opening it: no permission needed, no device or pipe touched (Linux). */
const O_PATH = 0o10000000;
/** Whether a folder's handle can be walked from, as `/proc/self/fd/N/name`. Elsewhere (macOS) paths are checked instead. */
export const hasHandles = process.platform === 'linux' && existsSync('/proc/self/fd');

/**
 * A folder that is held: whatever happens to its path, `at(name)` names an entry of this very folder. Without handles it is a
 * path that was a folder when it was looked at, which a process that swaps links can outrun.
 */
export class Dir implements Disposable {
  readonly #fd: number;
  readonly #base: string;

  private constructor(fd: number, base: string) {
    this.#fd = fd;
    this.#base = base;
  }

  /** @throws ENOTDIR for anything but a folder, a link to one included. */
  static open(path: EntryName, handles = hasHandles): Dir {
    if (handles) {
      const fd = openSync(path, O_PATH | constants.O_DIRECTORY | constants.O_NOFOLLOW);
      return new Dir(fd, `/proc/self/fd/${fd}`);
    }
    if (!lstatSync(path).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
    return new Dir(-1, String(path));
  }

  /** The folder's handle, where there are such. */
  get fd(): number | undefined {
    return this.#fd === -1 ? undefined : this.#fd;
  }

  /** Where the entry `name` (a single component, or `.`) is to be found. */
  at(name: string): string;
  at(name: EntryName): EntryName;
  at(name: EntryName): EntryName {
    // Systems without handles have no names but UTF-8.
    if (this.#fd === -1) return join(this.#base, String(name));
    return typeof name === 'string'
      ? `${this.#base}/${name}`
      : Buffer.concat([Buffer.from(`${this.#base}/`), name]);
  }

  /** Gives the folder itself permissions, also one that may not be entered. */
  setMode(mode: number): void {
    chmodSync(this.#base, mode);
  }

  /**
   * Runs `look` with this folder as the process's working folder, where the names of its entries are paths: half the work of `at`
   * for each of many. Nothing else runs meanwhile, and nothing of the agent depends on a working folder.
   * @throws EACCES for a folder that may not be entered.
   */
  within<T>(look: () => T): T {
    process.chdir(this.at('.'));
    try {
      return look();
    } finally {
      process.chdir('/');
    }
  }

  /** The folder `name` in this one; a link is not followed. */
  child(name: EntryName): Dir {
    return Dir.open(this.at(name), this.#fd !== -1);
  }

  [Symbol.dispose](): void {
    if (this.#fd !== -1) closeSync(this.#fd);
  }
}
