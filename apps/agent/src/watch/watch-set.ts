import { lstatSync, watch } from 'node:fs';
import type { Dir } from '../fs/dir';
import { childPath, type Folder, identityOf } from './folder';

/** Ignored folders that are watched because somebody looks at them; the one looked at longest ago makes room. */
const MAX_SHALLOW = 500;

export interface WatchSetOptions {
  /** Folders that are watched at most; the system may allow fewer. */
  maxWatches: number;
  onEvent(folder: Folder, name: string | null): void;
}

/** The watched folders by path. What the system cannot watch any more is in `polled`. */
export class WatchSet implements Disposable {
  readonly polled = new Set<Folder>();
  readonly #folders = new Map<string, Folder>();
  readonly #shallow = new Set<Folder>();
  readonly #options: WatchSetOptions;
  #watches = 0;

  constructor(options: WatchSetOptions) {
    this.#options = options;
  }

  get(path: string): Folder | undefined {
    return this.#folders.get(path);
  }

  /** The folder at a path, which somebody looks at now. */
  keep(path: string): Folder | undefined {
    const folder = this.#folders.get(path);
    if (folder && this.#shallow.delete(folder)) this.#shallow.add(folder);
    return folder;
  }

  get shallow(): Folder[] {
    return [...this.#shallow];
  }

  get paths(): string[] {
    return [...this.#folders.keys()];
  }

  /** Watches the folder held by `dir`. One that took another's name is watched instead of it. */
  add(path: string, { dir, shallow }: { dir: Dir; shallow: boolean }): Folder {
    const identity = identityOf(lstatSync(dir.at('.')));
    const known = this.#folders.get(path);
    if (known?.identity === identity && known.shallow === shallow) return known;
    this.drop(path);
    const folder: Folder = {
      path,
      identity,
      shallow,
      watch: undefined,
      children: new Map(),
      stamps: new Map(),
    };
    this.#folders.set(path, folder);
    if (!this.#watch(folder, dir)) this.polled.add(folder);
    if (shallow) this.#admit(folder);
    return folder;
  }

  /** Forgets a folder and all below it. */
  drop(path: string): void {
    const folder = this.#folders.get(path);
    if (!folder) return;
    this.#folders.delete(path);
    this.polled.delete(folder);
    this.#shallow.delete(folder);
    this.#unwatch(folder);
    for (const [name, type] of folder.children) if (type === 'directory') this.drop(childPath(path, name));
  }

  [Symbol.dispose](): void {
    for (const folder of this.#folders.values()) this.#unwatch(folder);
    this.#folders.clear();
    this.polled.clear();
  }

  #watch(folder: Folder, dir: Dir): boolean {
    if (this.#watches >= this.#options.maxWatches) return false;
    try {
      // The held folder itself is watched, whatever its path means by now.
      const watcher = watch(dir.at('.'), { persistent: false });
      watcher.on('change', (_kind, name) =>
        this.#options.onEvent(folder, name === null ? null : String(name)),
      );
      watcher.on('error', () => {
        this.#unwatch(folder);
        if (this.#folders.get(folder.path) === folder) this.polled.add(folder);
      });
      folder.watch = watcher;
      this.#watches += 1;
      return true;
    } catch {
      return false;
    }
  }

  #unwatch(folder: Folder): void {
    if (!folder.watch) return;
    folder.watch.close();
    folder.watch = undefined;
    this.#watches -= 1;
  }

  #admit(folder: Folder): void {
    this.#shallow.add(folder);
    const [oldest] = this.#shallow;
    if (this.#shallow.size > MAX_SHALLOW && oldest) this.drop(oldest.path);
  }
}
