import type { PathLink } from './path-links';

/** A line and a column at the start, as linters and searches list them under the path of their file. */
const listed = /^ *(?<line>\d{1,7}):(?:(?<column>\d{1,5})(?=[\s:]))?/;
/** A line that is a path and nothing else. */
const heading = /^(?!\s)[^:"<>|\t]{0,250}[^\s:"<>|/]\.[a-zA-Z_]\w*$/;
/** Lines under a path that are looked through for it. */
const MAX_LINES = 500;

/**
 * The place that a line lists under the path of its file: `2:14  error  …`. `above` gives the lines before it, the nearest first.
 * Undefined when it lists none, or when no path stands over the list.
 */
export function findHeadedLink(text: string, above: Iterable<string>): PathLink | undefined {
  const match = listed.exec(text);
  const { line, column } = match?.groups ?? {};
  if (!match || line === undefined) return undefined;
  const path = headingOf(above);
  if (path === undefined) return undefined;
  return {
    start: match[0].length - match[0].trimStart().length,
    end: match[0].replace(/:$/, '').length,
    path,
    line: Number(line),
    ...(column === undefined ? {} : { column: Number(column) }),
    wider: [],
  };
}

function headingOf(above: Iterable<string>): string | undefined {
  let count = 0;
  for (const text of above) {
    const line = text.trimEnd();
    if (listed.test(line) && ++count < MAX_LINES) continue;
    return heading.test(line) ? line : undefined;
  }
  return undefined;
}
