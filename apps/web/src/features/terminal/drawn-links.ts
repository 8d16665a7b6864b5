import { findHeadedLink } from './headed-links';
import { findPathLinks, type PathLink } from './path-links';
import { type CellRows, type WrappedLine, wrappedLine } from './wrapped-line';

/** A place in a file, and where it is drawn: columns and rows count from 1, and the last ones are parts of it. */
export interface DrawnLink {
  link: PathLink;
  range: { start: { x: number; y: number }; end: { x: number; y: number } };
}

/** The places in files that are named by the line of which the row, counted from 0, shows a part. */
export function drawnLinks(buffer: CellRows, row: number): DrawnLink[] {
  const line = wrappedLine(buffer, row);
  return linksOfLine(line, linesAbove(buffer, line.cells[0]?.row ?? row));
}

/** The places in files that a line names. `above` gives the lines before it, the nearest first. */
export function linksOfLine({ text, cells }: WrappedLine, above: Iterable<string>): DrawnLink[] {
  const links = findPathLinks(text);
  const headed = links.length === 0 && findHeadedLink(text, above);
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
