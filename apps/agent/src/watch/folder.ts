import type { FSWatcher, Stats } from 'node:fs';
import type { EntryType } from '@berth/protocol/fs-entry';

/** A folder whose entries are known and watched. */
export interface Folder {
  /** Relative to the root; `.` is the root. */
  readonly path: string;
  /** Tells the folder from another that takes its name (see `identityOf`). */
  readonly identity: string;
  /** An ignored folder that somebody looks at: its own entries are watched, nothing below it. */
  readonly shallow: boolean;
  /** Undefined where the system's watch limit is reached: the folder is polled. */
  watch: FSWatcher | undefined;
  children: Map<string, EntryType>;
  /** Of a polled folder: what tells that an entry was written. */
  stamps: Map<string, string>;
}

/** What no other folder has: a new one is often given the inode number of one that was just removed. */
export function identityOf({ ino, birthtimeMs }: Stats): string {
  return `${ino}:${birthtimeMs}`;
}

export function childPath(folder: string, name: string): string {
  return folder === '.' ? name : `${folder}/${name}`;
}
