import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system in memory of a fixed size, to fill and to make read-only. Mounting takes root. */
export class Tmpfs implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'berth-tmpfs-'));
  readonly #filler = join(this.path, 'filler');

  constructor(megabytes: number) {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', this.path]);
  }

  static get isPossible(): boolean {
    if (process.getuid?.() !== 0) return false;
    try {
      using _probe = new Tmpfs(1);
      return true;
    } catch {
      return false;
    }
  }

  /** Takes every free byte. */
  fill(): void {
    const file = openSync(this.#filler, 'w');
    const block = Buffer.alloc(64 * 1024, 1);
    try {
      for (;;) writeSync(file, block);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.#filler);
  }

  /** @throws when something on it is open for writing. */
  remount(mode: 'ro' | 'rw'): void {
    execFileSync('mount', ['-o', `remount,${mode}`, this.path]);
  }

  [Symbol.dispose](): void {
    execFileSync('umount', [this.path]);
    rmSync(this.path, { recursive: true });
  }
}
