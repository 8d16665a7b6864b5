import type { TextPosition } from '../../workbench/open-file';

/** What is typed to go to a file: letters of its path, and perhaps a place in it (`main.ts:12:3`). */
export function splitPlace(typed: string): { text: string; position?: TextPosition } {
  const [, text = typed, line, column] = /^(.*?)(?::(\d*)(?::(\d*))?)?$/.exec(typed) ?? [];
  if (!line) return { text };
  return { text, position: { line: Number(line), ...(column ? { column: Number(column) } : {}) } };
}
