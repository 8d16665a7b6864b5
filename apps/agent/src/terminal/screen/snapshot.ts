import type { Terminal } from '@xterm/headless';
import { Pen } from './pen';
import { cellText, drawRows, isSpacerAt } from './rows';
import { type Charset, type InternalBuffer, type InternalCore, internals } from './xterm-internals';

const TAB_WIDTH = 8;
/** UTF-16 units of scrollback and screen: with every cell in a colour of its own, 10,000 lines of 80 columns. */
const MAX_DRAWN_CHARS = 16 * 1024 * 1024;

/**
 * Escape sequences that put any terminal of the same size and scrollback in this one's state: lines, cursors, colours, links,
 * margins, tab stops, character sets and modes, of both screens. It begins with a full reset. Of a history that takes more than
 * `maxDrawnChars` the older half is left out, and again, until it fits: what carries snapshots carries none of any length.
 */
export function snapshot(terminal: Terminal, maxDrawnChars = MAX_DRAWN_CHARS): string {
  const core = internals(terminal);
  const { normal, alt, active } = core.buffers;
  let pen = new Pen(core._oscLinkService);
  let drawn = drawRows(normal, pen);
  for (let left = normal.ybase; drawn.length > maxDrawnChars && left > 0; ) {
    left = Math.floor(left / 2);
    pen = new Pen(core._oscLinkService);
    drawn = drawRows(normal, pen, wholeLineFrom(normal, normal.ybase - left));
  }
  let text = `\x1bc${drawn}${savedCursor(normal, pen)}`;
  if (active === alt) {
    text += margins(normal, terminal.rows) + moveTo(normal.x, normal.y);
    text += `${pen.set(0, 0)}\x1b[?1047h\x1b[H${drawRows(alt, pen)}${savedCursor(alt, pen)}`;
  }
  text += tabStops(active, terminal.cols) + margins(active, terminal.rows);
  text += cursor(active, { core, pen, cols: terminal.cols });
  return text + modes(core) + charsets(core) + pen.setAttributes(core._inputHandler._curAttrData);
}

/** The first line from there on that does not go on from the one before. */
function wholeLineFrom(buffer: InternalBuffer, from: number): number {
  let y = from;
  while (y < buffer.ybase && buffer.lines.get(y)?.isWrapped) y++;
  return y;
}

const moveTo = (x: number, y: number): string => `\x1b[${y + 1};${x + 1}H`;

function margins(buffer: InternalBuffer, rows: number): string {
  if (buffer.scrollTop === 0 && buffer.scrollBottom === rows - 1) return '';
  return `\x1b[${buffer.scrollTop + 1};${buffer.scrollBottom + 1}r`;
}

/** The position and style that DECSC saved, where anything was. */
function savedCursor(buffer: InternalBuffer, pen: Pen): string {
  const { savedX, savedCurAttrData } = buffer;
  const savedY = Math.max(0, buffer.savedY - buffer.ybase);
  const isDefault = savedCurAttrData.fg === 0 && savedCurAttrData.bg === 0;
  if (savedX === 0 && savedY === 0 && isDefault && !buffer.savedCharset) return '';
  const designation = designationOf(buffer.savedCharset);
  const [select, unselect] = designation === 'B' ? ['', ''] : [`\x1b(${designation}`, '\x1b(B'];
  return `${moveTo(savedX, savedY)}${pen.setAttributes(savedCurAttrData)}${select}\x1b7${unselect}`;
}

/** Places the cursor; behind the last column it waits to wrap, which only drawing that column's character does. */
function cursor(
  buffer: InternalBuffer,
  { core, pen, cols }: { core: InternalCore; pen: Pen; cols: number },
): string {
  const { origin } = core.coreService.decPrivateModes;
  const originMode = origin ? '\x1b[?6h' : '';
  const y = origin ? buffer.y - buffer.scrollTop : buffer.y;
  if (buffer.x < cols) return originMode + moveTo(buffer.x, y);
  const line = buffer.lines.get(buffer.ybase + buffer.y);
  if (!line) return originMode + moveTo(cols - 1, y);
  const x = isSpacerAt(line, cols - 1) ? cols - 2 : cols - 1;
  const style = pen.set(line._data[x * 3 + 1] ?? 0, line._data[x * 3 + 2] ?? 0, line._extendedAttrs[x]);
  return `${originMode}${moveTo(x, y)}${style}${cellText(line, x) || ' '}`;
}

function tabStops(buffer: InternalBuffer, cols: number): string {
  const stops = Array.from({ length: cols }, (_, x) => x).filter((x) => buffer.tabs[x] === true);
  const standard = Math.ceil(cols / TAB_WIDTH);
  if (stops.length === standard && stops.every((x) => x % TAB_WIDTH === 0)) return '';
  return `\x1b[3g${stops.map((x) => `${moveTo(x, 0)}\x1bH`).join('')}`;
}

const CURSOR_STYLES = { block: 2, underline: 4, bar: 6 } as const;
const MOUSE_PROTOCOLS: Record<string, string> = { X10: '9', VT200: '1000', DRAG: '1002', ANY: '1003' };
const MOUSE_ENCODINGS: Record<string, string> = { SGR: '1006', SGR_PIXELS: '1016' };

function modes(core: InternalCore): string {
  const { decPrivateModes: modes, isCursorHidden, modes: ansiModes } = core.coreService;
  const { activeProtocol, activeEncoding } = core.coreMouseService;
  let text = '';
  if (modes.applicationCursorKeys) text += '\x1b[?1h';
  if (modes.applicationKeypad) text += '\x1b=';
  if (modes.bracketedPasteMode) text += '\x1b[?2004h';
  if (modes.reverseWraparound) text += '\x1b[?45h';
  if (modes.sendFocus) text += '\x1b[?1004h';
  if (!modes.wraparound) text += '\x1b[?7l';
  if (ansiModes.insertMode) text += '\x1b[4h';
  if (isCursorHidden) text += '\x1b[?25l';
  if (modes.cursorStyle) text += `\x1b[${CURSOR_STYLES[modes.cursorStyle] - (modes.cursorBlink ? 1 : 0)} q`;
  const protocol = MOUSE_PROTOCOLS[activeProtocol];
  const encoding = MOUSE_ENCODINGS[activeEncoding];
  if (protocol) text += `\x1b[?${protocol}h`;
  if (encoding) text += `\x1b[?${encoding}h`;
  return text;
}

const DESIGNATORS = ['(', ')', '*', '+'];
const SHIFTS = ['\x0f', '\x0e', '\x1bn', '\x1bo'];

function charsets(core: InternalCore): string {
  const { _charsets, glevel } = core._charsetService;
  const designations = DESIGNATORS.map((designator, level) => {
    const designation = designationOf(_charsets[level]);
    return designation === 'B' ? '' : `\x1b${designator}${designation}`;
  });
  return designations.join('') + (glevel === 0 ? '' : (SHIFTS[glevel] ?? ''));
}

/** Line drawing and British are told by a character that only they replace; every other set counts as US ASCII. */
function designationOf(charset: Charset | undefined): '0' | 'A' | 'B' {
  if (charset?.q === '\u2500') return '0';
  if (charset?.['#'] === '\u00a3') return 'A';
  return 'B';
}
