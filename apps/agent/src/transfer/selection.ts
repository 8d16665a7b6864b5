import {
  type ExclusionGroup,
  exclusionGroupSchema,
  type Selection as Request,
} from '@berth/protocol/transfer';
import { type BytePath, joinBytes, toText } from './byte-path';
import { type Candidate, defaultRule, type LeftOut } from './default-rules';
import { IgnoreFile } from './ignore-file';

/**
 * How what is inside a folder is chosen: by the rules; everything, below what was asked for by name; or, in a folder that is
 * left out, only what was asked for below it; or, above what the request is about alone, only what leads there.
 */
export type Mode = 'rules' | 'everything' | 'only-named' | 'towards-chosen';

export type Decision =
  | { take: true; mode: Mode; leftOut?: LeftOut }
  /** `leftOut` is absent where a folder above has been reported already. */
  | { take: false; leftOut?: LeftOut };

export interface Entry extends Candidate {
  /** Relative to the packed folder. */
  path: BytePath;
  mode: Mode;
  ignoreFiles: readonly ScopedIgnoreFile[];
}

/** A `.gitignore` and its folder, relative to the packed folder; folders above that one are `prefix`es instead. */
export interface ScopedIgnoreFile {
  file: IgnoreFile;
  /** Text path of its folder below the packed one ('' is the packed one). */
  base: string;
  /** Text path from its folder down to the packed one, where it lies above ('' elsewhere). */
  prefix: string;
}

const ALL = new Set<ExclusionGroup>(['dependencies', 'build', 'caches', 'vcs', 'ignored']);
const ignored: LeftOut = { group: 'ignored', reason: 'Named in .gitignore' };
const named: LeftOut = { group: 'pattern', reason: 'Named in the request' };

/** Decides what goes into an archive. */
export class Selection {
  /** False where the request's own patterns replace `.gitignore`, or switch it off. */
  readonly usesIgnoreFiles: boolean;
  readonly #on: ReadonlySet<ExclusionGroup>;
  readonly #include: IgnoreFile | undefined;
  readonly #exclude: IgnoreFile | undefined;
  /** What was asked for by an exact place, and everything above it, as text paths. */
  readonly #above = new Set<string>();
  readonly #tracked: ReadonlySet<BytePath>;
  /** What the request is about alone, and everything above it, as text paths. */
  readonly #chosen: ReadonlySet<string> | undefined;
  readonly #aboveChosen = new Set<string>();
  readonly #unmet: Set<string>;

  constructor(request: Pick<Request, 'include' | 'exclude' | 'only'>, tracked: readonly BytePath[] = []) {
    const patterns = request.include.filter((item) => item !== 'all' && !isGroup(item));
    this.#on = request.include.includes('all') ? ALL : new Set(request.include.filter(isGroup));
    this.#include = patterns.length > 0 ? new IgnoreFile(patterns) : undefined;
    this.#exclude = request.exclude ? new IgnoreFile(request.exclude) : undefined;
    this.usesIgnoreFiles = request.exclude === undefined && !this.#on.has('ignored');
    this.#tracked = new Set(tracked);
    for (const path of [...patterns.map(literalPart), ...tracked.map(toText)]) addAbove(this.#above, path);
    this.#chosen = request.only && new Set(request.only);
    this.#unmet = new Set(request.only);
    for (const path of this.#unmet) addAbove(this.#aboveChosen, path);
  }

  /** How what is in the packed folder itself is chosen. */
  get rootMode(): Mode {
    return this.#chosen ? 'towards-chosen' : 'rules';
  }

  /** What the request is about and no entry was. */
  get unmet(): Iterable<string> {
    return this.#unmet;
  }

  decide(entry: Entry): Decision {
    const path = toText(entry.path);
    if (this.#chosen?.has(path)) return this.#decideChosen(entry, path);
    if (entry.mode === 'everything') return { take: true, mode: 'everything' };
    if (entry.mode === 'towards-chosen') {
      if (!entry.isDirectory || !this.#aboveChosen.has(path)) return { take: false };
      return { take: true, mode: 'towards-chosen' };
    }
    if (this.#include?.test(path, entry.isDirectory)) return { take: true, mode: 'everything' };
    if (this.#tracked.has(entry.path)) return { take: true, mode: entry.mode };
    const leftOut = entry.mode === 'only-named' ? undefined : this.#rule(entry, path);
    if (leftOut === 'switched-on') return { take: true, mode: 'everything' };
    if (entry.mode === 'rules' && !leftOut) return { take: true, mode: 'rules' };
    if (entry.isDirectory && (this.#above.has(path) || this.#aboveChosen.has(path)))
      return { take: true, mode: 'only-named', leftOut };
    return { take: false, leftOut };
  }

  #decideChosen(entry: Entry, path: string): Decision {
    this.#unmet.delete(path);
    if (entry.mode === 'everything') return { take: true, mode: 'everything' };
    const leftOut = this.#rule(entry, path);
    if (leftOut === undefined) return { take: true, mode: 'rules' };
    if (leftOut !== 'switched-on' && this.#exclude) return { take: false, leftOut };
    return { take: true, mode: 'everything' };
  }

  #rule(entry: Entry, path: string): LeftOut | 'switched-on' | undefined {
    if (this.#exclude) return this.#exclude.test(path, entry.isDirectory) ? named : undefined;
    const rule = defaultRule(entry);
    if (rule) return this.#on.has(rule.group) ? 'switched-on' : rule;
    return this.usesIgnoreFiles && isIgnored(entry, path) ? ignored : undefined;
  }
}

function addAbove(above: Set<string>, path: string): void {
  const parts = path.split('/');
  for (let length = 1; length < parts.length; length += 1) above.add(parts.slice(0, length).join('/'));
}

/** As Git does: the last pattern that names the entry decides, and deeper files come later. */
function isIgnored(entry: Entry, path: string): boolean {
  for (const { file, base, prefix } of entry.ignoreFiles.toReversed()) {
    const relative = base === '' ? joinBytes(prefix, path) : path.slice(base.length + 1);
    const answer = file.test(relative, entry.isDirectory);
    if (answer !== undefined) return answer;
  }
  return false;
}

function isGroup(item: string): item is ExclusionGroup {
  return item !== 'pattern' && exclusionGroupSchema.safeParse(item).success;
}

/** `a/b/*.js` names something below `a/b`; a pattern without a slash in it names no place. */
function literalPart(pattern: string): string {
  const parts = pattern.replace(/^\//, '').split('/');
  const magic = parts.findIndex((part) => /[*?[\\!]/.test(part));
  return (magic === -1 ? parts : [...parts.slice(0, magic), '*']).join('/');
}
