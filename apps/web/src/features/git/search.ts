import type { HistorySearch } from './queries';

/** `fix author:"Ada L" path:src/a` as a search: the words that are left are looked for in the message. */
export function parseSearch(text: string): HistorySearch {
  const search: HistorySearch = {};
  const words: string[] = [];
  for (const [word, key, quoted, plain] of text.matchAll(/(?:(author|path):(?:"([^"]*)"|(\S+)))|\S+/g)) {
    const value = quoted ?? plain;
    if (key === 'author' && value) search.author = value;
    else if (key === 'path' && value) search.path = value;
    else words.push(word);
  }
  if (words.length > 0) search.message = words.join(' ');
  return search;
}
