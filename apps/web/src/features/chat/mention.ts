/** A file name being typed after `@`. */
export interface Mention {
  /** Where the `@` is. */
  start: number;
  /** What follows it, up to the cursor. */
  query: string;
}

/** The mention the cursor is in: an `@` at the start of a word, with no space since. */
export function findMention(text: string, cursor: number): Mention | undefined {
  const match = /(?:^|\s)@([^\s@]*)$/.exec(text.slice(0, cursor));
  if (!match) return undefined;
  const query = match[1] ?? '';
  return { start: cursor - query.length - 1, query };
}
