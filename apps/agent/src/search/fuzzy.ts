/** A path that a query's letters occur in, in order. */
export interface Fuzzy {
  /** Higher is better. */
  score: number;
  /** Indexes in the path. */
  positions: number[];
}

const WORD_START = 8;
const CONTIGUOUS = 12;
const IN_NAME = 6;
const SAME_CASE = 1;

/**
 * Whether and how well a query names a path: letters in order, best when they are together, begin words, and are in the file's
 * name. Spaces in the query mean nothing.
 */
export function fuzzyMatch(query: string, path: string): Fuzzy | undefined {
  const letters = query.replaceAll(' ', '');
  const lower = letters.toLowerCase();
  const haystack = path.toLowerCase();
  // Some letters change their length in lower case; such paths are compared as they are.
  const text = haystack.length === path.length ? haystack : path;
  const nameStart = path.lastIndexOf('/') + 1;
  const positions = positionsOf(lower, text, nameStart) ?? positionsOf(lower, text, 0);
  if (!positions) return undefined;
  let score = -path.length / 100;
  for (const [index, position] of positions.entries()) {
    if (position >= nameStart) score += IN_NAME;
    if (position === nameStart || isWordStart(path, position)) score += WORD_START;
    if (index > 0 && positions[index - 1] === position - 1) score += CONTIGUOUS;
    if (letters[index] === path[position]) score += SAME_CASE;
  }
  return { score, positions };
}

/** Where the letters are from `start` on: together where they are, else each as early as it comes. */
function positionsOf(letters: string, text: string, start: number): number[] | undefined {
  const together = text.indexOf(letters, start);
  if (together !== -1)
    return Array.from(letters, (_letter, index) => together + index).slice(0, letters.length);
  const positions: number[] = [];
  let from = start;
  for (let index = 0; index < letters.length; index += 1) {
    const found = text.indexOf(letters.charAt(index), from);
    if (found === -1) return undefined;
    positions.push(found);
    from = found + 1;
  }
  return positions;
}

function isWordStart(path: string, position: number): boolean {
  const before = path.charAt(position - 1);
  const here = path.charAt(position);
  return /[/_\-. ]/.test(before) || (/[a-z0-9]/.test(before) && /[A-Z]/.test(here));
}
