import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder with this workspace's temporary archives. What is being written ends in `.part`. */
export class Archives {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  path(downloadId: string): string {
    return join(this.#folder, `${downloadId}.zip`);
  }

  /** Removes what an agent that was killed left unfinished. */
  sweep(): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(this.#folder)) {
      if (name.endsWith('.part')) rmSync(join(this.#folder, name), { force: true });
    }
  }

  /** Calls `make` with the path to write to; what it leaves appears complete or not at all. */
  async create<T>(downloadId: string, make: (target: string) => Promise<T>): Promise<T> {
    const part = `${this.path(downloadId)}.part`;
    await rm(part, { force: true });
    try {
      const result = await make(part);
      await rename(part, this.path(downloadId));
      return result;
    } finally {
      await rm(part, { force: true });
    }
  }
}
