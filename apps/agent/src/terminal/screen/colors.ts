import type { TerminalColors } from '@berth/protocol/terminal';

type Rgb = [red: number, green: number, blue: number];

/** What a program does with a colour, as xterm.js's interpreter tells it: asks (0), sets (1) or gives back (2). */
export interface ColorEvent {
  type: 0 | 1 | 2;
  /** Of the palette 0 to 255, then foreground, background and cursor; undefined gives the whole palette back. */
  index?: number;
  color?: Rgb;
}

const PALETTE_SIZE = 256;
/** Of the palette, the colours that every page draws in its own way; those behind them are the same everywhere. */
const THEME_SIZE = 16;
/** The parts of a colour in the palette's cube of 6 × 6 × 6 colours. */
const CUBE = [0, 95, 135, 175, 215, 255];
/** xterm.js's numbers for the colours that are no part of the palette, and those of their sequences. */
const SPECIAL = [
  { index: 256, sequence: 10, name: 'foreground' },
  { index: 257, sequence: 11, name: 'background' },
  { index: 258, sequence: 12, name: 'cursor' },
] as const;

/** The colours of a terminal: those of the page that shows it, and what its programs set instead, 259 at most. */
export class Colors {
  readonly #set = new Map<number, Rgb>();
  #shown: TerminalColors | undefined;

  /** The page that shows the terminal draws with these. */
  show(colors: TerminalColors): void {
    this.#shown = colors;
  }

  /** The answer to a program that asks; undefined for anything else, and while nobody has told. */
  handle({ type, index, color }: ColorEvent): string | undefined {
    if (index === undefined) {
      if (type === 2) this.#giveBackPalette();
      return undefined;
    }
    if (type === 1 && color) this.#set.set(index, color);
    if (type === 2) this.#set.delete(index);
    if (type !== 0) return undefined;
    const told = this.#set.get(index) ?? this.#shownAt(index);
    return told && `\x1b]${nameOf(index)};${specOf(told)}\x1b\\`;
  }

  /** Gives every colour back, then sets what programs have set: any emulator then draws with the same. */
  sequences(): string {
    const palette = [...this.#set].filter(([index]) => index < PALETTE_SIZE);
    const special = [...this.#set].filter(([index]) => index >= PALETTE_SIZE);
    const set = palette.map(([index, color]) => `;${index};${specOf(color)}`).join('');
    return [
      '\x1b]104\x1b\\\x1b]110\x1b\\\x1b]111\x1b\\\x1b]112\x1b\\',
      set && `\x1b]4${set}\x1b\\`,
      ...special.map(([index, color]) => `\x1b]${nameOf(index)};${specOf(color)}\x1b\\`),
    ].join('');
  }

  #giveBackPalette(): void {
    for (const index of this.#set.keys()) if (index < PALETTE_SIZE) this.#set.delete(index);
  }

  #shownAt(index: number): Rgb | undefined {
    const special = SPECIAL.find((each) => each.index === index);
    if (special) return this.#shown && rgbOf(this.#shown[special.name]);
    if (index >= THEME_SIZE) return fixedColor(index);
    const shown = this.#shown?.palette?.[index];
    return shown === undefined ? undefined : rgbOf(shown);
  }
}

/** The number of the sequence that asks for, and sets, a colour; that of the palette names its place too. */
function nameOf(index: number): string {
  return String(SPECIAL.find((each) => each.index === index)?.sequence ?? `4;${index}`);
}

/** A colour as X11 writes it, with sixteen bits a part. */
const specOf = (color: Rgb): string =>
  `rgb:${color.map((part) => part.toString(16).padStart(2, '0').repeat(2)).join('/')}`;

/** A colour of the palette from 16 on: the cube, then 24 shades of grey. */
function fixedColor(index: number): Rgb {
  const at = index - THEME_SIZE;
  if (at >= CUBE.length ** 3) {
    const grey = 8 + 10 * (at - CUBE.length ** 3);
    return [grey, grey, grey];
  }
  const part = (place: number): number => CUBE[Math.floor(at / place) % CUBE.length] ?? 0;
  return [part(36), part(6), part(1)];
}

function rgbOf(color: string): Rgb {
  const number = Number.parseInt(color.slice(1), 16);
  return [number >> 16, (number >> 8) & 0xff, number & 0xff];
}
