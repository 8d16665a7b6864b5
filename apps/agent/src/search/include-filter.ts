import { AppError } from '@berth/protocol/error';
import ignore from 'ignore';

/** Patterns that the braces of one search's globs may stand for. */
const MAX_PATTERNS = 1_000;

/**
 * Whether a path matches one of the globs, itself or by a folder it is in. ripgrep is not given them where its ignore rules
 * count: a glob that matches takes precedence over every rule there.
 * @throws AppError INVALID_INPUT for a glob that is not understood.
 */
export function includeFilter(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => true;
  const patterns = globs.flatMap((glob) => expandBraces(glob));
  if (patterns.length > MAX_PATTERNS) throw refused('the globs stand for too many patterns');
  // A `#` would start a comment, and a `!` that braces leave at the start would take back what others include.
  const rules = ignore({ ignorecase: false, allowRelativePaths: true }).add(
    patterns.map((pattern) => pattern.replace(/^[#!]/, '\\$&')),
  );
  return (path) => rules.ignores(path);
}

/** The globs that `{a,b}` in one stands for; braces may be nested. */
function expandBraces(glob: string): string[] {
  const group = firstGroup(glob);
  if (!group) return [glob];
  const alternatives = group.parts.flatMap((part) => expandBraces(part));
  const rests = expandBraces(glob.slice(group.end));
  if (alternatives.length * rests.length > MAX_PATTERNS)
    throw refused('the globs stand for too many patterns');
  return alternatives.flatMap((part) => rests.map((rest) => glob.slice(0, group.start) + part + rest));
}

interface Group {
  start: number;
  /** Behind the closing brace. */
  end: number;
  parts: string[];
}

/** The first group in braces that no other is around, or undefined. */
function firstGroup(glob: string): Group | undefined {
  let depth = 0;
  let start = 0;
  let partStart = 0;
  const parts: string[] = [];
  for (let at = 0; at < glob.length; at++) {
    const character = glob[at];
    if (character === '\\') at += 1;
    else if (character === '[') at = endOfClass(glob, at);
    else if (character === '{') {
      if (depth === 0) {
        start = at;
        partStart = at + 1;
      }
      depth += 1;
    } else if (character === ',' && depth === 1) {
      parts.push(glob.slice(partStart, at));
      partStart = at + 1;
    } else if (character === '}') {
      depth -= 1;
      if (depth < 0) throw refused(`a “}” without “{” in the glob ${glob}`);
      if (depth === 0) return { start, end: at + 1, parts: [...parts, glob.slice(partStart, at)] };
    }
  }
  if (depth > 0) throw refused(`a “{” without “}” in the glob ${glob}`);
  return undefined;
}

/** Where the class of characters that starts at `start` ends; a `]` right at its start is one of them. */
function endOfClass(glob: string, start: number): number {
  const first = glob[start + 1] === '!' || glob[start + 1] === '^' ? start + 2 : start + 1;
  const end = glob.indexOf(']', first + 1);
  if (end < 0) throw refused(`a “[” without “]” in the glob ${glob}`);
  return end;
}

function refused(words: string): AppError {
  return new AppError('INVALID_INPUT', `The search is not understood: ${words}.`);
}
