import type { ChatSnippet } from '@berth/protocol/chat';

/** A word as the full-text index sees it: letters, digits and marks. */
const WORD = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;
/** Characters shown on each side of the first match. */
const AROUND = 80;
/** Characters of a text that are looked through for a match to show. */
const LOOKED_THROUGH = 1024 * 1024;

interface Term {
  word: string;
  /** True when the word may go on. */
  prefix: boolean;
}

export interface SearchQuery {
  /** For FTS5's MATCH: every piece quoted, so that nothing in it is an operator. */
  match: string;
  terms: Term[];
}

/** What to search for, or undefined where the text has no word. The last word may be a beginning. */
export function parseQuery(text: string): SearchQuery | undefined {
  const pieces = text.split(/\s+/u).filter((piece) => piece.match(WORD));
  if (pieces.length === 0) return undefined;
  const open = !/\s$/u.test(text);
  const match = pieces.map((piece, index) => {
    const words = piece.match(WORD) ?? [];
    const prefix = open && index === pieces.length - 1 && (words.at(-1)?.length ?? 0) > 1;
    return { quoted: `"${words.join(' ')}"${prefix ? '*' : ''}`, words, prefix };
  });
  const terms = match.flatMap(({ words, prefix }) =>
    words.map((word, index) => ({ word: fold(word), prefix: prefix && index === words.length - 1 })),
  );
  return { match: match.map(({ quoted }) => quoted).join(' '), terms };
}

/** As the index compares words: without case and diacritics. */
function fold(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function isMatch(word: string, terms: Term[]): boolean {
  const folded = fold(word);
  return terms.some((term) => (term.prefix ? folded.startsWith(term.word) : folded === term.word));
}

/** The surroundings of the first match, with every match in them marked. */
export function snippetOf(text: string, terms: Term[]): ChatSnippet['pieces'] {
  const searched = text.slice(0, LOOKED_THROUGH);
  let first = 0;
  for (const found of searched.matchAll(WORD)) {
    if (isMatch(found[0], terms)) {
      first = found.index;
      break;
    }
  }
  const start = Math.max(0, first - AROUND);
  const end = Math.min(searched.length, first + 2 * AROUND);
  return markMatches(
    `${start > 0 ? '…' : ''}${wholeCharacters(searched.slice(start, end))}${end < text.length ? '…' : ''}`,
    terms,
  );
}

/** Without the half of a surrogate pair that a cut may leave at either end. */
function wholeCharacters(text: string): string {
  return text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '');
}

export function markMatches(text: string, terms: Term[]): ChatSnippet['pieces'] {
  const pieces: ChatSnippet['pieces'] = [];
  let position = 0;
  for (const found of text.matchAll(WORD)) {
    if (!isMatch(found[0], terms)) continue;
    if (found.index > position) pieces.push({ text: text.slice(position, found.index), match: false });
    pieces.push({ text: found[0], match: true });
    position = found.index + found[0].length;
  }
  if (position < text.length) pieces.push({ text: text.slice(position), match: false });
  return pieces;
}
