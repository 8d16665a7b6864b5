import { expect, it } from 'vitest';
import { type CellRows, wrappedLine } from './wrapped-line';

/** Rows of five columns. A digit stands for itself, `=` for the second half of the wide character before it, `_` for an empty cell. */
function rows(...lines: { text: string; isWrapped?: boolean }[]): CellRows {
  return {
    getLine(row) {
      const line = lines[row];
      if (!line) return undefined;
      const chars = [...line.text.padEnd(5, '_')];
      const getCell = (column: number) => {
        const char = chars[column];
        if (char === undefined) return undefined;
        if (char === '=') return { getChars: () => '', getWidth: () => 0 };
        return {
          getChars: () => (char === '_' ? '' : char),
          getWidth: () => (chars[column + 1] === '=' ? 2 : 1),
        };
      };
      return { isWrapped: line.isWrapped ?? false, length: chars.length, getCell };
    },
  };
}

it('joins the rows of a wrapped line, whichever of them is asked about', () => {
  const buffer = rows(
    { text: 'other' },
    { text: 'abcde' },
    { text: 'fg', isWrapped: true },
    { text: 'next' },
  );
  for (const row of [1, 2]) {
    const { text, cells } = wrappedLine(buffer, row);
    expect(text).toBe('abcdefg   ');
    expect(cells[5]).toEqual({ column: 0, row: 2, width: 1 });
  }
  expect(wrappedLine(buffer, 0).text).toBe('other');
});

it('counts a wide character as two columns, and the gap before one that did not fit as none', () => {
  const buffer = rows({ text: '日=ab_' }, { text: '本=c', isWrapped: true });
  const { text, cells } = wrappedLine(buffer, 0);
  expect(text).toBe('日ab本c  ');
  expect(cells.slice(0, 5)).toEqual([
    { column: 0, row: 0, width: 2 },
    { column: 2, row: 0, width: 1 },
    { column: 3, row: 0, width: 1 },
    { column: 0, row: 1, width: 2 },
    { column: 2, row: 1, width: 1 },
  ]);
});
