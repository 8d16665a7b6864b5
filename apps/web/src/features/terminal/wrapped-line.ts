/** What is needed of the emulator's buffer. */
export interface CellRows {
  getLine(row: number): CellRow | undefined;
}
interface CellRow {
  isWrapped: boolean;
  length: number;
  getCell(column: number): { getChars(): string; getWidth(): number } | undefined;
}

/** Columns and rows counted from 0; `width` is 2 for a wide character. */
export interface Cell {
  column: number;
  row: number;
  width: number;
}

export interface WrappedLine {
  text: string;
  /** Where each UTF-16 unit of the text is drawn. */
  cells: readonly Cell[];
}

/** Rows of one line that are looked at in each direction: a longer line names no place in a file. */
const MAX_ROWS = 20;

/** The line of output that the row shows a part of, joined from all rows it is wrapped into. */
export function wrappedLine(buffer: CellRows, row: number): WrappedLine {
  let first = row;
  while (row - first < MAX_ROWS && buffer.getLine(first)?.isWrapped) first--;
  let text = '';
  const cells: Cell[] = [];
  for (let at = first; at - row < MAX_ROWS; at++) {
    const line = buffer.getLine(at);
    if (!line || (at > first && !line.isWrapped)) break;
    const next = buffer.getLine(at + 1);
    const isCut = next?.isWrapped && next.getCell(0)?.getWidth() === 2;
    for (let column = 0; column < line.length; column++) {
      const cell = line.getCell(column);
      // Nothing stands in the second half of a wide character, nor where one did not fit into the row.
      if (!cell || cell.getWidth() === 0) continue;
      if (isCut && column === line.length - 1 && cell.getChars() === '') continue;
      const chars = cell.getChars() || ' ';
      text += chars;
      for (let unit = 0; unit < chars.length; unit++) cells.push({ column, row: at, width: cell.getWidth() });
    }
  }
  return { text, cells };
}
