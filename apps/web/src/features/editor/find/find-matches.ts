import { type FindQuery, patternOf } from './find-query';
import type { TextRange } from './match-list';

/** Matches that are counted, shown and visited; a text may have more. */
export const MATCH_LIMIT = 1_000_000;

/** Parts of a text in order, none overlapping another; null is all of it. */
export type Parts = readonly TextRange[] | null;

const wordBefore = /[\p{L}\p{N}_]$/u;
const wordAfter = /^[\p{L}\p{N}_]/u;

/** Whether neither end of a range lies inside of a word. */
function isWhole(text: string, from: number, to: number): boolean {
  const edge = (at: number) =>
    !(wordBefore.test(text.slice(Math.max(0, at - 2), at)) && wordAfter.test(text.slice(at, at + 2)));
  return edge(from) && edge(to);
}

/**
 * Every match in order, none overlapping another; all of it lies in one of the parts, where there are some. It can take forever:
 * never on the page's own thread. @throws SyntaxError
 */
export function* matchesOf(text: string, query: FindQuery, within: Parts = null): Generator<RegExpExecArray> {
  const pattern = patternOf(query);
  for (const { from, to } of within ?? [{ from: 0, to: text.length }]) {
    const searched = text.slice(0, to);
    pattern.lastIndex = from;
    for (let match = pattern.exec(searched); match !== null; match = pattern.exec(searched)) {
      const [{ length }] = match;
      if (length === 0) pattern.lastIndex += (text.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1;
      if (!query.wholeWord || isWhole(text, match.index, match.index + length)) yield match;
    }
  }
}

/** Where the matches are: start and end of each by turns, and whether there are more than that. */
export interface FoundRanges {
  ranges: Uint32Array<ArrayBuffer>;
  more: boolean;
}

/** @throws SyntaxError when the query is no valid expression. */
export function findMatches(
  text: string,
  query: FindQuery,
  { within = null, limit = MATCH_LIMIT }: { within?: Parts; limit?: number } = {},
): FoundRanges {
  const places: number[] = [];
  for (const match of matchesOf(text, query, within)) {
    if (places.length === limit * 2) return { ranges: Uint32Array.from(places), more: true };
    places.push(match.index, match.index + match[0].length);
  }
  return { ranges: Uint32Array.from(places), more: false };
}
