import { expect, it } from 'vitest';
import { LineSplitter } from './line-splitter';

it('joins pieces to lines, and bounds what a line may hold', () => {
  const splitter = new LineSplitter(10);
  const lines = ['on', 'e\ntwo\n\nth', 'ree\n', '0123456789', 'abcdef\nend\n'].flatMap((piece) =>
    [...splitter.push(Buffer.from(piece))].map(({ line, cut }) => [line.toString(), cut]),
  );
  expect(lines).toEqual([
    ['one', false],
    ['two', false],
    ['', false],
    ['three', false],
    ['bcdef', true],
    ['end', false],
  ]);
});
