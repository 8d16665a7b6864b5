import type { TerminalColors } from '@berth/protocol/terminal';

type Rgb = [red: number, green: number, blue: number];

/** What a program does with a colour, as xterm.js's interpreter tells it: asks (0), sets (1) or gives back (2). */
export interface ColorEvent {
  type: 0 | 1 | 2;
  index?: number;
  color?: Rgb;
}

/** xterm.js's numbers for the colours that are no part of the palette, and those of their sequences. */
const SPECIAL = [
  { index: 256, sequence: 10, name: 'foreground' },
  { index: 257, sequence: 11, name: 'background' },
  { index: 258, sequence: 12, name: 'cursor' },
] as const;

/** The colours of a terminal: those of the page that shows it, and what its programs set instead. */
export class Colors {
  readonly #set = new Map<number, Rgb>();
  #shown: TerminalColors | undefined;

  /** The page that shows the terminal draws with these. */
  show(colors: TerminalColors): void {
    this.#shown = colors;
  }

  /** The answer to a program that asks; undefined for anything else, and while nobody has told. */
  handle({ type, index, color }: ColorEvent): string | undefined {
    const special = SPECIAL.find((each) => each.index === index);
    if (!special) return undefined;
    if (type === 1 && color) this.#set.set(special.index, color);
    if (type === 2) this.#set.delete(special.index);
    if (type !== 0) return undefined;
    const shown = this.#shown && rgbOf(this.#shown[special.name]);
    const told = this.#set.get(special.index) ?? shown;
    return told && `\x1b]${special.sequence};rgb:${told.map(wide).join('/')}\x1b\\`;
  }
}

/** A part of a colour with sixteen bits, as X11 writes it. */
const wide = (part: number): string => part.toString(16).padStart(2, '0').repeat(2);

function rgbOf(color: string): Rgb {
  const number = Number.parseInt(color.slice(1), 16);
  return [number >> 16, (number >> 8) & 0xff, number & 0xff];
}
