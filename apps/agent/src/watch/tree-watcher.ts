import { setTimeout as delay, setImmediate as yieldToOthers } from 'node:timers/promises';
import type { AgentEvent } from '@berth/protocol/agent-event';
import type { WatchMode } from '@berth/protocol/fs-watch';
import { removeLeftover } from '../fs/leftovers';
import { parsePath } from '../fs/path';
import type { Root } from '../fs/root';
import { isTemporary } from '../fs/temporary';
import { log } from '../log';
import { ChangeList } from './change-list';
import { Dirty } from './dirty';
import { EventQueue } from './event-queue';
import type { Folder } from './folder';
import { isGitFolder, isTelling } from './git-files';
import { holdFolder, temporariesIn } from './look';
import { Opened } from './opened';
import { pollFolder } from './poll';
import { KnownTree } from './tree';
import { WatchSet } from './watch-set';

/** Milliseconds from the first event to its announcement, in which others join it. */
const GATHER_MS = 40;
/** Milliseconds between announcements while events keep coming. */
const PACE_MS = 100;
/** A storm of events is over after this many quiet milliseconds; it is announced after the second number at the latest. */
const QUIET_MS = 300;
const STORM_MS = 2_000;
/** Milliseconds between looks at what cannot be watched, and folders of one look. */
const POLL_MS = 2_000;
const POLL_FOLDERS = 500;
/** Folders that are swept before others get their turn. */
const SWEEP_SLICE = 50;

export interface TreeWatcherOptions {
  root: Root;
  emit(event: AgentEvent): void;
  /** Folders that are watched at most; the others are polled. */
  maxWatches: number;
}

/** Announces what changes in the project, whoever changes it. */
export class TreeWatcher implements Disposable {
  readonly #emit: (event: AgentEvent) => void;
  readonly #root: Root;
  readonly #folders: WatchSet;
  readonly #tree: KnownTree;
  readonly #queue = new EventQueue();
  readonly #dirty = new Dirty();
  readonly #opened = new Opened();
  readonly #poll: NodeJS.Timeout;
  readonly #closed = new AbortController();
  #gitChanged = false;
  #mode: WatchMode = 'native';
  #timer: NodeJS.Timeout | undefined;
  #working = false;

  constructor({ root, emit, maxWatches }: TreeWatcherOptions) {
    this.#root = root;
    this.#emit = emit;
    this.#folders = new WatchSet({ maxWatches, onEvent: (folder, name) => this.#onEvent(folder, name) });
    this.#tree = new KnownTree(root, this.#folders);
    this.#poll = setInterval(() => this.#lookAtPolled(), POLL_MS).unref();
  }

  get mode(): WatchMode {
    return this.#mode;
  }

  /** Watches the tree; what anybody read of it before is to be read anew then. */
  async start(): Promise<void> {
    this.#working = true;
    await this.#tree.scan('.');
    this.#working = false;
    if (this.#closed.signal.aborted) return;
    this.#emit({ type: 'fs_reset' });
    this.#announceMode();
    if (!this.#dirty.isEmpty) this.#schedule(GATHER_MS);
    await this.#sweep();
  }

  /** Removes what an agent that was killed left under way in the folders that are watched. */
  async #sweep(): Promise<void> {
    for (const [index, path] of this.#folders.paths.entries()) {
      if (index % SWEEP_SLICE === SWEEP_SLICE - 1) await yieldToOthers();
      if (this.#closed.signal.aborted) return;
      using dir = holdFolder(this.#root, path);
      if (dir) for (const name of temporariesIn(dir)) await removeLeftover(dir, name);
    }
  }

  /** What somebody lists or reads is watched too where it is ignored, and told by the path they asked for. */
  watchOpened(asked: string, real: string, as: 'file' | 'folder'): void {
    const path = parsePath(asked).join('/') || '.';
    this.#opened.note(path, real);
    this.#tree.watchOpened(real, as);
    if (path !== real) this.#tree.watchOpened(path, as);
    this.#announceMode();
  }

  [Symbol.dispose](): void {
    this.#closed.abort();
    clearTimeout(this.#timer);
    clearInterval(this.#poll);
    this.#folders[Symbol.dispose]();
  }

  #onEvent(folder: Folder, name: string | null): void {
    if (this.#queue.delivered()) {
      this.#dirty.overflow();
      this.#schedule(GATHER_MS);
    }
    this.#touched(folder, name);
  }

  #touched(folder: Folder, name: string | null): void {
    // A folder's own permissions and times are told by the name it has in the folder above, and once more as `.`.
    if (name === null || name === '.' || isTemporary(name)) return;
    if (isGitFolder(folder.path)) {
      if (!isTelling(folder.path, name)) return;
      this.#gitChanged = true;
    }
    if (folder.path === '.' && name === '.git') this.#gitChanged = true;
    this.#dirty.add(folder.path, name);
    this.#schedule(GATHER_MS);
  }

  #schedule(ms: number): void {
    if (this.#timer || this.#working || this.#closed.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#working = true;
      this.#announce()
        .catch((error: unknown) => {
          if (!this.#closed.signal.aborted) log('the watcher failed', error);
        })
        .finally(() => {
          this.#working = false;
          if (!this.#dirty.isEmpty) this.#schedule(PACE_MS);
        });
    }, ms);
    this.#timer.unref();
  }

  async #announce(): Promise<void> {
    if (this.#dirty.overflowed) await this.#sitOutStorm();
    else await this.#announceChanges();
    if (this.#gitChanged) this.#emit({ type: 'git_changed' });
    this.#gitChanged = false;
    this.#announceMode();
  }

  async #announceChanges(): Promise<void> {
    const changes = new ChangeList();
    let rulesChanged = false;
    for (const [path, names] of this.#dirty.take()) {
      const folder = this.#folders.get(path);
      if (!folder) continue;
      const found = this.#tree.look(folder, names, changes);
      rulesChanged ||= found.rulesChanged;
      for (const fresh of found.scan) await this.#tree.scan(fresh, changes);
    }
    if (rulesChanged) {
      await this.#tree.scan('.', changes);
      // What is ignored from now on and open is watched on.
      for (const path of this.#opened.paths) this.#tree.watchOpened(path, 'folder');
    }
    this.#addThroughLinks(changes);
    if (changes.full) this.#emit({ type: 'fs_reset' });
    else if (changes.changes.length > 0) this.#emit({ type: 'fs_changes', changes: changes.changes });
  }

  /** Adds what the changes mean for those who look through links. */
  #addThroughLinks(changes: ChangeList): void {
    const direct = changes.changes;
    for (const change of this.#opened.retold(direct)) changes.add(change);
    if (!direct.some(({ type }) => type === 'symlink')) return;
    for (const path of this.#opened.redirected((asked) => this.#resolve(asked)))
      changes.add({ action: 'create', path, type: 'symlink' });
  }

  #resolve(asked: string): string | undefined {
    try {
      using place = this.#root.find(asked, { follow: true });
      return place.path;
    } catch {
      return undefined;
    }
  }

  /** So much changes that names are not worth following: waits for quiet, reads the tree anew and says so once. */
  async #sitOutStorm(): Promise<void> {
    const end = Date.now() + STORM_MS;
    do {
      this.#dirty.take();
      await delay(QUIET_MS, undefined, { signal: this.#closed.signal });
    } while (!this.#dirty.isEmpty && Date.now() < end);
    await this.#tree.scan('.');
    this.#emit({ type: 'fs_reset' });
  }

  /** Looks at the folders that are polled, some each time, and treats what differs as touched. */
  #lookAtPolled(): void {
    for (const folder of [...this.#folders.polled].slice(0, POLL_FOLDERS)) {
      for (const name of pollFolder(this.#root, folder)) this.#touched(folder, name);
      // The next look starts with others.
      if (this.#folders.polled.delete(folder)) this.#folders.polled.add(folder);
    }
  }

  #announceMode(): void {
    const mode = this.#folders.polled.size > 0 ? 'polling' : 'native';
    if (mode === this.#mode) return;
    this.#mode = mode;
    this.#emit({ type: 'fs_watch', mode });
  }
}
