import type { HistorySearch } from './queries';

/** `fix author:ada path:src/a` as a search: the words that are left are looked for in the message. */
export function parseSearch(text: string): HistorySearch {
  const search: HistorySearch = {};
  const words: string[] = [];
  for (const word of text.trim().split(/\s+/)) {
    const part = /^(author|path):(.+)$/.exec(word);
    if (part?.[1] === 'author') search.author = part[2] ?? '';
    else if (part?.[1] === 'path') search.path = part[2] ?? '';
    else if (word !== '') words.push(word);
  }
  if (words.length > 0) search.message = words.join(' ');
  return search;
}
