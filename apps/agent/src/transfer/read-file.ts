import type { Stats } from 'node:fs';
import { closeSync, fstatSync, readSync } from 'node:fs';
import { problemOf } from './walk';

/** An open file read once, up to the size it had when it was opened. Whatever happens to it meanwhile is noted, not thrown. */
export class FileReader {
  readonly fd: number;
  readonly stats: Stats;
  /** Bytes still to read. */
  left: number;
  #problem: string | undefined;

  /** Owns `fd` from here. */
  constructor(fd: number) {
    this.fd = fd;
    this.stats = fstatSync(fd);
    this.left = this.stats.size;
  }

  /** The next bytes, into all of `target` or as much of it as there are; empty at the end. */
  readInto(target: Buffer): Buffer {
    const bytes = target.subarray(0, this.left);
    let used = 0;
    try {
      while (used < bytes.length) {
        const got = readSync(this.fd, bytes, used, bytes.length - used, null);
        if (got === 0) {
          this.#problem = 'It became shorter while it was read; what was there is in';
          break;
        }
        used += got;
      }
    } catch (error) {
      this.#problem = `${problemOf(error)}; what could be read is in`;
    }
    this.left = used < bytes.length ? 0 : this.left - used;
    return bytes.subarray(0, used);
  }

  /** Closes the file and says what happened to it since it was opened, if anything did. */
  close(): string | undefined {
    const now = fstatSync(this.fd);
    closeSync(this.fd);
    if (this.#problem) return this.#problem;
    if (now.size > this.stats.size) return 'It grew while it was read; what was there first is in';
    if (now.size !== this.stats.size || now.mtimeMs !== this.stats.mtimeMs) {
      return 'It changed while it was read';
    }
    return undefined;
  }
}
