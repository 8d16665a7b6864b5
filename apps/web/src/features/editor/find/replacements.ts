import { matchesOf, type Parts } from './find-matches';
import type { FindQuery } from './find-query';
import type { TextRange } from './match-list';

/** One change of a text: [from, to) becomes `insert`. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
}

export interface Replacements {
  edits: Edit[];
  /** Matches that are replaced; more than edits where many became one. */
  count: number;
}

/** Characters that may stand in place of all matches. */
const MAX_INSERTED = 32 * 1024 * 1024;
/** Edits that an editor takes one by one; more of them become one edit over all. */
const MAX_EDITS = 10_000;

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '\\': '\\' };

/** What stands in place of a match. Of an expression: `$1`, `$<name>`, `$&`, `$$`, and `\n`, `\t`, `\r`, `\\`. */
export function replacementOf({ replace, regexp }: FindQuery, match: RegExpExecArray): string {
  if (!regexp) return replace;
  return replace.replace(/\\[nrt\\]|\$(?:[$&]|\d{1,2}|<[^>]*>)/g, (written) => {
    const rest = written.slice(1);
    if (written.startsWith('\\')) return escapes[rest] ?? written;
    if (rest === '$') return '$';
    if (rest === '&') return match[0];
    if (!rest.startsWith('<')) return groupOf(match, rest) ?? written;
    const name = rest.slice(1, -1);
    return match.groups && name in match.groups ? (match.groups[name] ?? '') : written;
  });
}

/** The group of the longest number that the expression has; what follows of the digits is text. `$0` is the match. */
function groupOf(match: RegExpExecArray, digits: string): string | undefined {
  for (let length = digits.length; length > 0; length--) {
    const group = Number(digits.slice(0, length));
    if (group < match.length && (group > 0 || digits === '0')) {
      return (match[group] ?? '') + digits.slice(length);
    }
  }
  return undefined;
}

/** The replacement of the match that is exactly `[from, to)`, or no edit when there is none. @throws SyntaxError */
export function replaceOne(
  text: string,
  query: FindQuery,
  { from, to, within = null }: TextRange & { within?: Parts },
): Replacements {
  for (const match of matchesOf(text, query, within)) {
    if (match.index > from) break;
    if (match.index === from && match.index + match[0].length === to) {
      return { edits: [{ from, to, insert: replacementOf(query, match) }], count: 1 };
    }
  }
  return { edits: [], count: 0 };
}

/** The replacement of every match. @throws SyntaxError, RangeError when the result would be too large to edit. */
export function replaceAll(
  text: string,
  query: FindQuery,
  { within = null, maxEdits = MAX_EDITS }: { within?: Parts; maxEdits?: number } = {},
): Replacements {
  const edits: Edit[] = [];
  let inserted = 0;
  for (const match of matchesOf(text, query, within)) {
    const insert = replacementOf(query, match);
    inserted += insert.length;
    if (inserted > MAX_INSERTED) throw new RangeError('The replaced text is too large.');
    edits.push({ from: match.index, to: match.index + match[0].length, insert });
  }
  return { edits: edits.length > maxEdits ? [joined(text, edits)] : edits, count: edits.length };
}

function joined(text: string, edits: readonly Edit[]): Edit {
  const from = edits[0]?.from ?? 0;
  let at = from;
  const pieces: string[] = [];
  for (const edit of edits) {
    pieces.push(text.slice(at, edit.from), edit.insert);
    at = edit.to;
  }
  return { from, to: at, insert: pieces.join('') };
}
