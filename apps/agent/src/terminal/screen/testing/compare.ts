import { type IBuffer, Terminal } from '@xterm/headless';
import { BG_HAS_EXTENDED, COLOR, COLOR_MODE, COLOR_RGB } from '../cell';
import { useGraphemes } from '../graphemes';
import { internals } from '../xterm-internals';

/** Colours that were set, by terminal. A headless terminal draws none, so it keeps none itself. */
const colorsOf = new WeakMap<Terminal, Map<number, string>>();

/** A plain terminal, as any client has it. */
export function plainTerminal(cols: number, rows: number, scrollback: number): Terminal {
  const terminal = new Terminal({ cols, rows, scrollback, allowProposedApi: true, logLevel: 'off' });
  useGraphemes(terminal);
  const colors = new Map<number, string>();
  colorsOf.set(terminal, colors);
  internals(terminal)._inputHandler.onColor((events) => {
    for (const { type, index, color } of events) {
      if (type === 1 && index !== undefined) colors.set(index, String(color));
      if (type === 2 && index !== undefined) colors.delete(index);
      if (type === 2 && index === undefined) for (let each = 0; each < 256; each++) colors.delete(each);
    }
  });
  return terminal;
}

export function write(terminal: Terminal, data: string | Uint8Array): Promise<void> {
  return new Promise((resolve) => terminal.write(data, resolve));
}

/** Everything a person or a program can tell of a terminal, in a form that compares well. */
export function describeTerminal(terminal: Terminal): object {
  const core = internals(terminal);
  const { coreService, coreMouseService, buffers } = core;
  const isNormal = terminal.buffer.active.type === 'normal';
  return {
    active: terminal.buffer.active.type,
    // The normal screen's cursor is the alternate one's while that is shown.
    normal: { ...describeBuffer(terminal.buffer.normal, terminal), ...(isNormal ? {} : { cursor: null }) },
    alternate:
      terminal.buffer.active.type === 'alternate'
        ? describeBuffer(terminal.buffer.alternate, terminal)
        : null,
    margins: [buffers.active.scrollTop, buffers.active.scrollBottom],
    hidden: coreService.isCursorHidden,
    insert: coreService.modes.insertMode,
    modes: { ...coreService.decPrivateModes, synchronizedOutput: undefined },
    mouse: [coreMouseService.activeProtocol, coreMouseService.activeEncoding],
    pen: visibleStyle(core._inputHandler._curAttrData),
    glevel: core._charsetService.glevel,
    colors: [...(colorsOf.get(terminal) ?? [])].sort(([one], [other]) => one - other),
  };
}

function describeBuffer(buffer: IBuffer, terminal: Terminal): object {
  const lines: string[] = [];
  const cell = buffer.getNullCell();
  for (let y = 0; y < buffer.length; y++) {
    const line = buffer.getLine(y);
    if (!line) continue;
    // What the very first line continues on is gone.
    let text = line.isWrapped && y > 0 ? '> ' : '  ';
    for (let x = 0; x < terminal.cols; x++) {
      line.getCell(x, cell);
      const style = `${cell.getFgColorMode()},${cell.getFgColor()},${cell.getBgColorMode()},${cell.getBgColor()},${styleBits(cell)}`;
      // The last column's blank keeps its background only.
      if (x === terminal.cols - 1 && cell.getChars() === '') continue;
      text += `${cell.getChars()}{${cell.getWidth()}${style === '0,-1,0,-1,' ? '' : ` ${style}`}}`;
    }
    lines.push(text.replace(/(\{1\})+$/, ''));
  }
  return { cursor: [buffer.cursorX, buffer.cursorY], baseY: buffer.baseY, lines };
}

/** The packed style without bits that a colour leaves behind when another kind of colour replaces it. */
function visibleStyle({ fg, bg }: { fg: number; bg: number }): number[] {
  return [visibleColor(fg), visibleColor(bg), (fg & ~COLOR) >>> 0, (bg & ~COLOR & ~BG_HAS_EXTENDED) >>> 0];
}

function visibleColor(packed: number): number {
  const mode = packed & COLOR_MODE;
  return mode === COLOR_RGB ? packed & COLOR : mode === 0 ? 0 : mode | (packed & 0xff);
}

type Cell = ReturnType<IBuffer['getNullCell']>;

function styleBits(cell: Cell): string {
  const flags: [string, number][] = [
    ['b', cell.isBold()],
    ['d', cell.isDim()],
    ['i', cell.isItalic()],
    ['u', cell.isUnderline()],
    ['k', cell.isBlink()],
    ['r', cell.isInverse()],
    ['h', cell.isInvisible()],
    ['s', cell.isStrikethrough()],
    ['o', cell.isOverline()],
  ];
  return flags.map(([name, value]) => (value ? name : '')).join('');
}
