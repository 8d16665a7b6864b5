import type { SearchMatch } from '@berth/protocol/search';
import { z } from 'zod';

/** UTF-16 units of a line that are shown, and of those the ones before its first match. */
const MAX_TEXT = 400;
const BEFORE_MATCH = 80;
/** Matches of one line that are told. */
const MAX_RANGES = 100;

const textSchema = z.union([z.object({ text: z.string() }), z.object({ bytes: z.string() })]);
const messageSchema = z.union([
  z.object({
    type: z.literal('match'),
    data: z.object({
      path: textSchema,
      lines: textSchema,
      line_number: z.number(),
      submatches: z.array(z.object({ start: z.number(), end: z.number() })),
    }),
  }),
  z.object({ type: z.literal('begin'), data: z.object({ path: textSchema }) }),
  z.object({ type: z.enum(['end', 'summary', 'context']) }),
]);

/** One line of `rg --json`: a match, or the path of the file that follows. */
export type Parsed = { match: SearchMatch } | { path: string } | undefined;

export function parseMessage(line: string): Parsed {
  const message = messageSchema.parse(JSON.parse(line));
  switch (message.type) {
    case 'begin':
      return { path: pathOf(message.data.path) };
    case 'match': {
      const { path, lines, line_number, submatches } = message.data;
      const bytes = 'text' in lines ? Buffer.from(lines.text) : Buffer.from(lines.bytes, 'base64');
      return { match: { path: pathOf(path), line: line_number, ...shorten(bytes, submatches) } };
    }
    case 'end':
    case 'summary':
    case 'context':
      return undefined;
  }
}

/** The match in a message that was too long to keep: only the number of its line, which comes after the line itself. */
export function parseCutMessage(tail: string, path: string): SearchMatch | undefined {
  // Inside a JSON string the quotes would have backslashes.
  const line = /,"line_number":(\d+),/.exec(tail)?.[1];
  if (line === undefined) return undefined;
  return { path, line: Number(line), text: '(a very long line)', textOffset: 0, ranges: [] };
}

/** The part of a line around its first match, and where it matches. Positions of ripgrep are bytes. */
function shorten(
  bytes: Buffer,
  submatches: { start: number; end: number }[],
): Pick<SearchMatch, 'text' | 'textOffset' | 'ranges'> {
  const line = bytes.toString('utf8').replace(/\r?\n$/, '');
  const isAscii = line.length === bytes.length || bytes.every((byte) => byte < 128);
  const unit = (byte: number) => (isAscii ? byte : bytes.toString('utf8', 0, byte).length);
  const first = unit(submatches[0]?.start ?? 0);
  const from = line.length <= MAX_TEXT ? 0 : Math.max(0, first - BEFORE_MATCH);
  const text = line.slice(from, from + MAX_TEXT);
  const ranges: [number, number][] = [];
  for (const { start, end } of submatches.slice(0, MAX_RANGES)) {
    const [begin, stop] = [unit(start) - from, Math.min(unit(end) - from, text.length)];
    if (begin >= text.length && begin > 0) break;
    ranges.push([begin, Math.max(begin, stop)]);
  }
  return { text, textOffset: from, ranges };
}

function pathOf(path: z.infer<typeof textSchema>): string {
  const text = 'text' in path ? path.text : Buffer.from(path.bytes, 'base64').toString('utf8');
  return text.replace(/^\.\//, '');
}
