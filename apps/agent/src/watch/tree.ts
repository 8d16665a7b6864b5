import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { EntryType } from '@berth/protocol/fs-entry';
import { typeOf } from '../fs/entry';
import { isHidden } from '../fs/own-area';
import type { Root } from '../fs/root';
import type { ChangeList } from './change-list';
import { childPath, type Folder, identityOf } from './folder';
import { isGitFolder } from './git-files';
import { foldersAbove, IgnoreRules } from './ignore-rules';
import { entriesOf, holdFolder, readRules, statsOf } from './look';
import type { WatchSet } from './watch-set';

/** Folders that are read before others get their turn. */
const SLICE = 50;

/** What is known of the project's folders, brought up to date by looking. Watching comes before reading, so nothing slips between. */
export class KnownTree {
  readonly #root: Root;
  readonly #folders: WatchSet;
  readonly #rules = new IgnoreRules();

  constructor(root: Root, folders: WatchSet) {
    this.#root = root;
    this.#folders = folders;
  }

  /** Reads a folder and everything below it that is watched. Differences to what was known are added to `changes`. */
  async scan(path: string, changes?: ChangeList): Promise<void> {
    const pending = [path];
    let read = 0;
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      pending.push(...this.#read(next, { changes, shallow: false }));
      read += 1;
      if (read % SLICE === 0) await yieldToOthers();
    }
    if (path === '.') for (const folder of this.#folders.shallow) this.#read(folder.path, { shallow: true });
  }

  /**
   * Watches what nothing else does of a path that somebody opens: the folders above it and, where it is opened as a folder, the
   * entry itself. What is opened as a file is told by the folder it is in.
   */
  watchOpened(path: string, as: 'file' | 'folder'): void {
    if (path === '.git' || path.startsWith('.git/')) return;
    for (const folder of foldersAbove(path).reverse()) {
      if (this.#folders.keep(folder) === undefined) this.#read(folder, { shallow: true });
    }
    // One that is known may have been replaced by another since.
    if (as === 'folder' && this.#folders.keep(path)?.shallow !== false) this.#read(path, { shallow: true });
  }

  /**
   * Looks at entries of a folder that may have changed. Returns the new folders among them, to be scanned, and whether the
   * rules of what is ignored changed.
   */
  look(
    folder: Folder,
    names: Iterable<string>,
    changes: ChangeList,
  ): { scan: string[]; rulesChanged: boolean } {
    const found = { scan: [] as string[], rulesChanged: false };
    using dir = holdFolder(this.#root, folder.path);
    if (!dir) return found;
    for (const name of names) {
      if (isHidden(folder.path, name)) continue;
      const path = childPath(folder.path, name);
      const stats = statsOf(dir, name);
      const type = stats && typeOf(stats);
      const before = folder.children.get(name);
      const known = before === 'directory' ? this.#folders.get(path) : undefined;
      const isReplaced = stats !== undefined && known !== undefined && known.identity !== identityOf(stats);
      this.#note(folder, { name, type, before: isReplaced ? undefined : before, changes });
      if (before === 'directory' && (type !== 'directory' || isReplaced)) this.#folders.drop(path);
      if (type === 'directory' && (before !== type || known === undefined || isReplaced)) {
        if (this.#isWatched(folder, name)) found.scan.push(path);
        else if (known?.shallow) this.#read(path, { shallow: true });
      }
      if (name === '.gitignore' && !isGitFolder(folder.path)) {
        found.rulesChanged = this.#rules.set(folder.path, readRules(dir)) || found.rulesChanged;
      }
    }
    return found;
  }

  /** Records what an entry is now. */
  #note(
    folder: Folder,
    entry: { name: string; type: EntryType | undefined; before: EntryType | undefined; changes: ChangeList },
  ): void {
    const { name, type, before, changes } = entry;
    const path = childPath(folder.path, name);
    if (type === undefined) folder.children.delete(name);
    else folder.children.set(name, type);
    if (isGitFolder(folder.path)) return;
    if (type === undefined) {
      if (before !== undefined) changes.add({ action: 'delete', path, type: before });
      // A link is never written: one that was touched is another, and leads elsewhere.
    } else if (before !== type || type === 'symlink') changes.add({ action: 'create', path, type });
    else if (type !== 'directory') changes.add({ action: 'update', path, type });
  }

  /** Reads one folder; returns those in it that are watched. */
  #read(path: string, { changes, shallow }: { changes?: ChangeList; shallow: boolean }): string[] {
    using dir = holdFolder(this.#root, path);
    if (!dir) {
      this.#folders.drop(path);
      return [];
    }
    const known = this.#folders.get(path);
    const folder = this.#folders.add(path, { dir, shallow });
    if (known && known.identity !== folder.identity && !isGitFolder(path))
      changes?.add({ action: 'create', path, type: 'directory' });
    const isGit = isGitFolder(path);
    const before = folder.children;
    folder.children = entriesOf(dir, path);
    if (!isGit && !shallow)
      this.#rules.set(path, folder.children.has('.gitignore') ? readRules(dir) : undefined);
    for (const [name, type] of before) {
      const now = folder.children.get(name);
      if (type === 'directory' && (now !== type || !this.#isWatched(folder, name)))
        this.#forget(childPath(path, name));
      if (now === undefined && !isGit) changes?.add({ action: 'delete', path: childPath(path, name), type });
    }
    const inside: string[] = [];
    for (const [name, type] of folder.children) {
      if (before.get(name) !== type && !isGit)
        changes?.add({ action: 'create', path: childPath(path, name), type });
      if (type === 'directory' && this.#isWatched(folder, name)) inside.push(childPath(path, name));
    }
    return inside;
  }

  /** Lets go of a folder that is ignored now or gone; one somebody looks at stays while it is there. */
  #forget(path: string): void {
    const folder = this.#folders.get(path);
    if (folder && !folder.shallow) this.#folders.drop(path);
  }

  /** Whether the folder `name` in `folder` is watched too. */
  #isWatched(folder: Folder, name: string): boolean {
    if (folder.shallow) return false;
    const path = childPath(folder.path, name);
    if (isGitFolder(folder.path)) return isGitFolder(path);
    return path === '.git' || !this.#rules.ignoresFolder(path);
  }
}
