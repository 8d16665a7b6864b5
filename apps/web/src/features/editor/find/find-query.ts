/** What a person looks for in a text, and what is to stand in its place. */
export interface FindQuery {
  search: string;
  replace: string;
  caseSensitive: boolean;
  wholeWord: boolean;
  /** `search` is a regular expression, and `replace` may name its groups. */
  regexp: boolean;
}

export const emptyQuery: FindQuery = {
  search: '',
  replace: '',
  caseSensitive: false,
  wholeWord: false,
  regexp: false,
};

/** The text as a regular expression that matches nothing else. */
export const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** The query as an expression over the whole text. @throws SyntaxError when it is none. */
export function patternOf({ search, caseSensitive, regexp }: FindQuery): RegExp {
  return new RegExp(regexp ? search : escapePattern(search), caseSensitive ? 'gmu' : 'gimu');
}

/** What is wrong with an expression, in the browser's words without the expression itself. */
export function reasonOf(error: Error): string {
  return error.message.replace(/^Invalid regular expression: (?:\/.*\/[a-z]*: )?/s, '');
}
