import { lstatSync, mkdirSync, readlinkSync, realpathSync } from 'node:fs';
import { AppError } from '@berth/protocol/error';
import { Dir, hasHandles } from './dir';
import { errno, fsError } from './errors';
import { outsideProject, parsePath, split } from './path';

/** Links that one path may lead through, as the kernel allows. */
const MAX_LINKS = 40;

/** An entry that may or may not exist: its folder, held, and its name. The root is its own folder's `.`. */
export interface Place extends Disposable {
  readonly dir: Dir;
  readonly name: string;
  /** Relative to the project's root, with the links on the way resolved. */
  readonly path: string;
  /** Where the system finds it. Only calls that do not follow a final link may be given this. */
  readonly at: string;
}

export interface FindOptions {
  /** Follow the last name too where it is a link. */
  follow: boolean;
  /** Create the folders above the entry that are missing. */
  makeParents?: boolean;
  /** Takes the paths of the folders that were created, outermost first, also when the walk then fails. */
  made?: string[];
}

interface Step {
  dir: Dir;
  name: string;
}

/**
 * The project's folder. Paths are walked a name at a time from a held folder to the next, and links are resolved here, inside
 * the project: no path string is ever checked first and used later, so nothing that is swapped meanwhile leads outside.
 */
export class Root {
  readonly path: string;
  readonly #handles: boolean;

  constructor(path: string, handles = hasHandles) {
    this.path = realpathSync(path);
    this.#handles = handles;
  }

  /** @throws AppError PATH_OUTSIDE_PROJECT, NOT_FOUND for a missing folder on the way, INVALID_INPUT for a loop. */
  find(path: string, { follow, makeParents = false, made = [] }: FindOptions): Place {
    const pending = parsePath(path);
    const steps: Step[] = [{ dir: Dir.open(this.path, this.#handles), name: '.' }];
    let links = 0;
    try {
      for (let name = pending.shift(); name !== undefined; name = pending.shift()) {
        const { dir } = top(steps);
        if (name === '..') {
          if (steps.length === 1) throw outsideProject(path);
          steps.pop()?.dir[Symbol.dispose]();
          continue;
        }
        const isLast = pending.length === 0;
        if (isLast && !follow) return place(steps, name);
        const target = isLast
          ? linkTarget(dir.at(name))
          : this.#enter(steps, name, makeParents ? made : undefined);
        if (target === undefined) {
          if (isLast) return place(steps, name);
          continue;
        }
        links += 1;
        if (links > MAX_LINKS) throw Object.assign(new Error('too many links'), { code: 'ELOOP' });
        if (target.startsWith('/')) {
          for (const step of steps.splice(1)) step.dir[Symbol.dispose]();
          pending.unshift(...this.#insideRoot(target, path));
        } else pending.unshift(...split(target));
      }
      const last = top(steps);
      if (steps.length === 1) return place(steps, '.');
      steps.pop();
      last.dir[Symbol.dispose]();
      return place(steps, last.name);
    } catch (error) {
      for (const step of steps) step.dir[Symbol.dispose]();
      throw error instanceof AppError ? error : fsError(error, path);
    }
  }

  /** Enters the folder `name`, creating it where `made` is there to be told; where it is a link, returns what the link says instead. */
  #enter(steps: Step[], name: string, made?: string[]): string | undefined {
    const { dir } = top(steps);
    for (let attempt = 0; attempt < 20; attempt += 1) {
      try {
        steps.push({ dir: dir.child(name), name });
        return undefined;
      } catch (error) {
        if (errno(error) === 'ENOENT' && made) {
          if (makeFolder(dir.at(name))) made.push(pathOf(steps, name));
          continue;
        }
        if (errno(error) !== 'ENOTDIR') throw error;
        const target = linkTarget(dir.at(name));
        if (target !== undefined) return target;
        // What is a folder now, or nothing, changed between two looks.
        if (!isOther(dir.at(name))) continue;
        throw made ? error : Object.assign(new Error('not a folder'), { code: 'ENOENT' });
      }
    }
    throw new AppError('CONFLICT', `${name} keeps changing. Try again.`);
  }

  /** An absolute link's target as names below the root. */
  #insideRoot(target: string, path: string): string[] {
    const root = split(this.path);
    const names = split(target);
    if (root.some((name, index) => names[index] !== name)) throw outsideProject(path);
    return names.slice(root.length);
  }
}

function top(steps: Step[]): Step {
  const step = steps.at(-1);
  if (!step) throw new Error('a walk always holds the root');
  return step;
}

/** The entry `name` of the innermost folder, which the place now owns; the other folders are let go. */
function place(steps: Step[], name: string): Place {
  const { dir } = top(steps);
  const path = name === '.' ? '.' : pathOf(steps, name);
  for (const step of steps.slice(0, -1)) step.dir[Symbol.dispose]();
  return {
    dir,
    name,
    path,
    at: dir.at(name),
    [Symbol.dispose]: () => dir[Symbol.dispose](),
  };
}

/** The path of the entry `name` of the innermost folder. */
function pathOf(steps: Step[], name: string): string {
  return [...steps.slice(1).map((step) => step.name), name].join('/');
}

/** What a link says, or undefined where there is no link: most are none, and asking first costs less than a failure. */
function linkTarget(at: string): string | undefined {
  if (!lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink()) return undefined;
  try {
    return readlinkSync(at);
  } catch (error) {
    if (errno(error) === 'EINVAL' || errno(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether there is something that is neither a folder nor a link. */
function isOther(at: string): boolean {
  const stats = lstatSync(at, { throwIfNoEntry: false });
  return stats !== undefined && !stats.isDirectory() && !stats.isSymbolicLink();
}

/** False where something has the name meanwhile. */
function makeFolder(at: string): boolean {
  try {
    mkdirSync(at);
    return true;
  } catch (error) {
    if (errno(error) !== 'EEXIST') throw error;
    return false;
  }
}
