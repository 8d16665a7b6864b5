import { expect, it } from 'vitest';
import { parseCutMessage, parseMessage } from './parse-match';

const message = (text: string, submatches: { start: number; end: number }[]) =>
  JSON.stringify({
    type: 'match',
    data: { path: { text: './a/b.ts' }, lines: { text }, line_number: 7, absolute_offset: 0, submatches },
  });

it('turns byte positions into positions of the text', () => {
  expect(
    parseMessage(
      message('é🚢 ship ship\r\n', [
        { start: 7, end: 11 },
        { start: 12, end: 16 },
      ]),
    ),
  ).toEqual({
    match: {
      path: 'a/b.ts',
      line: 7,
      text: 'é🚢 ship ship',
      textOffset: 0,
      ranges: [
        [4, 8],
        [9, 13],
      ],
    },
  });
});

it('shows the part of a long line around its first match', () => {
  const parsed = parseMessage(
    message(`${'x'.repeat(5_000)}needle${'y'.repeat(5_000)}`, [{ start: 5_000, end: 5_006 }]),
  );
  if (!parsed || !('match' in parsed)) throw new Error('a match was expected');
  const { text, textOffset, ranges } = parsed.match;
  const [from, to] = ranges[0] ?? [0, 0];
  expect(text).toHaveLength(400);
  expect(text.slice(from, to)).toBe('needle');
  expect(textOffset + from).toBe(5_000);
});

it('reads bytes that are no text, and messages that are no match', () => {
  const bytes = Buffer.from([0xff, 0x61]).toString('base64');
  const parsed = parseMessage(
    JSON.stringify({
      type: 'match',
      data: { path: { bytes }, lines: { bytes }, line_number: 1, submatches: [{ start: 1, end: 2 }] },
    }),
  );
  expect(parsed).toMatchObject({ match: { path: '\ufffda', text: '\ufffda', ranges: [[1, 2]] } });
  expect(parseMessage('{"type":"summary","data":{}}')).toBeUndefined();
});

it('finds the line number of a message that was cut', () => {
  const tail = String.raw`xx ,\"line_number\":5, xx"},"line_number":12,"absolute_offset":0,"submatches":[]}}`;
  expect(parseCutMessage(tail, 'min.js')).toMatchObject({ path: 'min.js', line: 12, ranges: [] });
});
