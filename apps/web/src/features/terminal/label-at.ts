import type { IBufferRange, Terminal } from '@xterm/xterm';
import { wrappedLine } from './wrapped-line';

/** What is drawn in the range of one row, and the rest of its words where they go on in another row. */
export function labelAt(terminal: Terminal, { start, end }: IBufferRange): string {
  const { text, cells } = wrappedLine(terminal.buffer.active, start.y - 1);
  const isInRow = ({ row }: { row: number }): boolean => row === start.y - 1;
  const first = cells.findIndex((cell) => isInRow(cell) && cell.column >= start.x - 1);
  const last = cells.findLastIndex((cell) => isInRow(cell) && cell.column < end.x);
  if (first < 0) return '';
  const before = start.x === 1 ? /\S*$/.exec(text.slice(0, first)) : null;
  const after = end.x === terminal.cols ? /^\S*/.exec(text.slice(last + 1)) : null;
  return (before?.[0] ?? '') + text.slice(first, last + 1) + (after?.[0] ?? '');
}
