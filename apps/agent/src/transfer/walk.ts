import type { Dirent, Stats } from 'node:fs';
import { closeSync, constants, lstatSync, openSync, readdirSync, readlinkSync } from 'node:fs';
import { posix } from 'node:path';
import { type BytePath, fromText, joinBytes, toFs, toText } from './byte-path';
import type { LeftOut } from './default-rules';
import { tracksAnything } from './git-tracked';
import { ignoreFileIn } from './ignore-files';
import { linkProblem } from './link-target';
import { type Measured, measure } from './measure';
import type { Mode, ScopedIgnoreFile, Selection } from './selection';

/** Folders below folders; what lies deeper is skipped and listed. */
const MAX_DEPTH = 512;
const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK } = constants;

export type Walked =
  | { kind: 'directory'; path: BytePath; stats: Stats }
  /** `open` may be called until the walk goes on. It opens what is at the path, never what a link there names. */
  | { kind: 'file'; path: BytePath; stats: Stats; open(): number }
  | { kind: 'link'; path: BytePath; stats: Stats; target: BytePath }
  /** `measure` counts what stays out, while the walk waits; nothing where some of the folder goes in after all. */
  | { kind: 'left-out'; path: BytePath; leftOut: LeftOut; measure(): Iterable<Measured> }
  | { kind: 'skipped'; path: BytePath; reason: string };

interface Frame {
  fd: number;
  /** Where `fs` finds the folder: through the open descriptor where the system lets us. */
  at: BytePath;
  path: BytePath;
  mode: Mode;
  names: Dirent[];
  next: number;
  siblings: ReadonlySet<string>;
  ignoreFiles: readonly ScopedIgnoreFile[];
}

export interface WalkOptions {
  /** Absolute and resolved. */
  folder: BytePath;
  selection: Selection;
  /** The `.gitignore` files above the folder, outermost first. */
  ignoreFiles?: readonly ScopedIgnoreFile[];
}

/**
 * Everything below a folder, depth first, names in the order of their bytes. Every step goes through the open folder above it, so
 * a folder that is replaced by a link while we walk leads nowhere. Synchronous: it runs in a process of its own.
 */
export function* walk({ folder, selection, ignoreFiles = [] }: WalkOptions): Generator<Walked, void> {
  const stack: Frame[] = [];
  const enter = (absolute: BytePath, from: Pick<Frame, 'path' | 'mode' | 'ignoreFiles'>): void => {
    const fd = openSync(toFs(absolute), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    try {
      const at = process.platform === 'linux' ? `/proc/self/fd/${fd}` : absolute;
      const names = readdirSync(toFs(at), { withFileTypes: true, encoding: 'latin1' });
      names.sort((a, b) => (a.name < b.name ? -1 : 1));
      const siblings = new Set(names.map((item) => item.name));
      const own = siblings.has('.gitignore') && selection.usesIgnoreFiles ? ignoreFileIn(at, from.path) : [];
      stack.push({ fd, at, ...from, names, next: 0, siblings, ignoreFiles: [...from.ignoreFiles, ...own] });
    } catch (error) {
      closeSync(fd);
      throw error;
    }
  };
  try {
    enter(folder, { path: '', mode: selection.rootMode, ignoreFiles });
    for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
      const item = frame.names[frame.next];
      frame.next += 1;
      if (!item) {
        closeSync(frame.fd);
        stack.pop();
        continue;
      }
      const path = joinBytes(frame.path, item.name);
      const at = joinBytes(frame.at, item.name);
      const decision = selection.decide({
        name: item.name,
        path,
        isDirectory: item.isDirectory(),
        siblings: frame.siblings,
        mode: frame.mode,
        ignoreFiles: frame.ignoreFiles,
        isTracked: () => tracksAnything(toText(posix.join(folder, frame.path)), toText(item.name)),
        contains: (name) => exists(joinBytes(at, name)),
      });
      if (decision.leftOut) {
        const measured = () => (decision.take ? [] : measure(at));
        yield { kind: 'left-out', path, leftOut: decision.leftOut, measure: measured };
      }
      if (!decision.take) continue;
      try {
        const stats = lstatSync(toFs(at));
        if (stats.isDirectory()) {
          if (stack.length > MAX_DEPTH) {
            yield { kind: 'skipped', path, reason: `A folder more than ${MAX_DEPTH} levels deep` };
            continue;
          }
          yield { kind: 'directory', path, stats };
          enter(at, { path, mode: decision.mode, ignoreFiles: frame.ignoreFiles });
        } else yield leaf({ path, at, stats, folder });
      } catch (error) {
        yield { kind: 'skipped', path, reason: problemOf(error) };
      }
    }
    for (const path of selection.unmet)
      yield { kind: 'skipped', path: fromText(path), reason: 'It was not found' };
  } finally {
    for (const { fd } of stack) closeSync(fd);
  }
}

function leaf(found: { path: BytePath; at: BytePath; stats: Stats; folder: BytePath }): Walked {
  const { path, at, stats, folder } = found;
  if (stats.isFile()) {
    const open = () => openSync(toFs(at), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    return { kind: 'file', path, stats, open };
  }
  if (!stats.isSymbolicLink()) return { kind: 'skipped', path, reason: specialFile(stats) };
  const target = readlinkSync(toFs(at), { encoding: 'latin1' });
  const problem = linkProblem({ folder, path, target });
  return problem ? { kind: 'skipped', path, reason: problem } : { kind: 'link', path, stats, target };
}

function specialFile(stats: Stats): string {
  if (stats.isFIFO()) return 'A FIFO has no content to pack';
  if (stats.isSocket()) return 'A socket has no content to pack';
  return 'A device has no content to pack';
}

/** Why something could not be read, for the person. */
export function problemOf(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return 'It was removed while the project was read';
    case 'EACCES':
    case 'EPERM':
      return 'No permission to read it';
    case 'ELOOP':
    case 'ENOTDIR':
      return 'It was replaced while the project was read';
    default:
      return `It could not be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`;
  }
}

/** False also for what cannot be looked at, as in a folder without the permission to search it. */
function exists(path: BytePath): boolean {
  try {
    return lstatSync(toFs(path), { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
