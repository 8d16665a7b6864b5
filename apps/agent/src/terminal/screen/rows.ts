import { CELL_SIZE, CODEPOINT_MASK, COLOR, HAS_CONTENT, IS_COMBINED, WIDTH_SHIFT } from './cell';
import type { Pen } from './pen';
import type { InternalBuffer, InternalLine } from './xterm-internals';

/**
 * Draws every line of a buffer, the first `from` left out, from an empty terminal of the same size with its cursor at the top left. Lines that were
 * wrapped by the terminal are wrapped by it again, so that they reflow as the originals do.
 */
export function drawRows(buffer: InternalBuffer, pen: Pen, from = 0): string {
  const parts: string[] = [];
  for (let y = from; y < buffer.lines.length; y++) {
    const line = buffer.lines.get(y);
    if (!line) continue;
    const next = y + 1 < buffer.lines.length ? buffer.lines.get(y + 1) : undefined;
    const end = drawnLength(line);
    if (!next) parts.push(drawRow(line, end, pen));
    else if (!next.isWrapped) parts.push(drawRow(line, end, pen), pen.clearBackground(), '\r\n');
    else if (wideWraps(line, next)) parts.push(drawRow(line, line.length - 1, pen));
    else parts.push(drawRow(line, end, pen), forceWrap(line, next, pen));
  }
  return parts.join('');
}

const contentAt = (line: InternalLine, x: number): number => line._data[x * CELL_SIZE] ?? 0;
const fgAt = (line: InternalLine, x: number): number => line._data[x * CELL_SIZE + 1] ?? 0;
const bgAt = (line: InternalLine, x: number): number => line._data[x * CELL_SIZE + 2] ?? 0;
const isEmpty = (content: number): boolean => (content & HAS_CONTENT) === 0;
/** The second cell of a wide character. */
const isSpacer = (content: number): boolean => content >>> WIDTH_SHIFT === 0 && isEmpty(content);

export const isSpacerAt = (line: InternalLine, x: number): boolean => isSpacer(contentAt(line, x));

export function cellText(line: InternalLine, x: number): string {
  const content = contentAt(line, x);
  if (content & IS_COMBINED) return line._combined[x] ?? '';
  return isEmpty(content) ? '' : String.fromCodePoint(content & CODEPOINT_MASK);
}

/** One past the last cell that is not blank in the default style. */
function drawnLength(line: InternalLine): number {
  let end = line.length;
  while (end > 0 && isEmpty(contentAt(line, end - 1)) && isBlank(line, end - 1)) end--;
  return end;
}

function isBlank(line: InternalLine, x: number): boolean {
  return fgAt(line, x) === 0 && bgAt(line, x) === 0 && !isSpacer(contentAt(line, x));
}

function drawRow(line: InternalLine, end: number, pen: Pen): string {
  // A wrapped line that was scrolled in has the pen's background in every cell.
  const filled = line.isWrapped && (bgAt(line, 0) & COLOR) !== 0;
  let text = '';
  let gap = 0;
  const flushGap = (): void => {
    if (gap === 0) return;
    if (filled) text += `${pen.set(0, 0)}\x1b[${gap}X`;
    text += `\x1b[${gap}C`;
    gap = 0;
  };
  for (let x = 0; x < end; x++) {
    const content = contentAt(line, x);
    if (isSpacer(content)) continue;
    const fg = fgAt(line, x);
    const bg = bgAt(line, x);
    if (isEmpty(content) && fg === 0 && bg === 0) {
      gap++;
      continue;
    }
    flushGap();
    if (!isEmpty(content)) {
      const isCut = content >>> WIDTH_SHIFT === 2 && x + 1 === line.length;
      text += pen.set(fg, bg, line._extendedAttrs[x]) + (isCut ? ' ' : cellText(line, x));
      if (content >>> WIDTH_SHIFT === 2) x++;
    } else if ((fg === 0 && (bg & ~COLOR) === 0) || x + 1 === line.length) {
      const count = coloredRun(line, x, end);
      text += `${pen.set(0, bg & COLOR)}\x1b[${count}X`;
      if (x + count < line.length) text += `\x1b[${count}C`;
      x += count - 1;
    } else {
      text += `${pen.set(fg, bg, line._extendedAttrs[x])}${STYLED_BLANK}${pen.set(0, 0)}\x1b[X`;
    }
  }
  if (filled && end < line.length) text += `${pen.set(0, 0)}\x1b[K`;
  return text;
}

/**
 * A blank with a style beyond its background is what is left of a wide character after its other half was drawn over. It is made that
 * way again, except in the last column; the cell behind it is drawn next.
 */
const STYLED_BLANK = '\u3000\x1b[Dx\x1b[D';

/** How many blank cells from `x` on have the same background. */
function coloredRun(line: InternalLine, x: number, end: number): number {
  const background = bgAt(line, x);
  let next = x + 1;
  while (
    next < end &&
    isEmpty(contentAt(line, next)) &&
    !isSpacer(contentAt(line, next)) &&
    fgAt(line, next) === 0 &&
    bgAt(line, next) === background
  ) {
    next++;
  }
  return next - x;
}

/** Whether the next row begins with a wide character that found no room in this row's last column, and left it blank. */
function wideWraps(line: InternalLine, next: InternalLine): boolean {
  const last = line.length - 1;
  const before = contentAt(line, last - 1);
  return (
    isBlankContent(contentAt(line, last)) &&
    contentAt(next, 0) >>> WIDTH_SHIFT === 2 &&
    fgAt(line, last) === fgAt(next, 0) &&
    bgAt(line, last) === bgAt(next, 0) &&
    !isBlankContent(before)
  );
}

const isBlankContent = (content: number): boolean => isEmpty(content) && !isSpacer(content);

/** Between a row and the one it continues on: nothing where drawing on wraps by itself, else a wrap is provoked and cleaned up. */
function forceWrap(line: InternalLine, next: InternalLine, pen: Pen): string {
  const last = line.length - 1;
  const isFull = !isBlankContent(contentAt(line, last));
  if (isFull && !isEmpty(contentAt(next, 0))) return '';
  const eraseFirst = '\r\x1b[X';
  if (isFull) return `${pen.set(0, 0)}x${eraseFirst}`;
  const provoke = `${pen.set(0, 0)}\x1b[${line.length}Gxx${eraseFirst}`;
  const restore = `${pen.set(0, bgAt(line, last) & COLOR)}\x1b[X`;
  return `${provoke}\x1b[A\x1b[${line.length}G${restore}\x1b[B\r${pen.set(0, 0)}`;
}
