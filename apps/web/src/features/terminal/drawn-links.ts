import { findHeadedLink } from './headed-links';
import { findPathLinks, type PathLink } from './path-links';
import { type CellRows, wrappedLine } from './wrapped-line';

/** A place in a file, and where it is drawn: columns and rows count from 1, and the last ones are parts of it. */
export interface DrawnLink {
  link: PathLink;
  range: { start: { x: number; y: number }; end: { x: number; y: number } };
}

/** The places in files that are named by the line of which the row, counted from 0, shows a part. */
export function drawnLinks(buffer: CellRows, row: number): DrawnLink[] {
  const { text, cells } = wrappedLine(buffer, row);
  const links = findPathLinks(text);
  const headed = links.length === 0 && findHeadedLink(text, linesAbove(buffer, cells[0]?.row ?? row));
  if (headed) links.push(headed);
  return links.flatMap((link) => {
    const first = cells[link.start];
    const last = cells[link.end - 1];
    if (!first || !last) return [];
    const start = { x: first.column + 1, y: first.row + 1 };
    return [{ link, range: { start, end: { x: last.column + last.width, y: last.row + 1 } } }];
  });
}

/** The lines above a row, the nearest first. */
function* linesAbove(buffer: CellRows, row: number): Generator<string> {
  for (let at = row - 1; at >= 0; ) {
    const { text, cells } = wrappedLine(buffer, at);
    yield text;
    at = Math.min(at, cells[0]?.row ?? at) - 1;
  }
}
