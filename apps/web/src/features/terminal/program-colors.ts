import type { ITheme } from '@xterm/xterm';
import { parseColor } from './color-spec';

const PALETTE_SIZE = 256;
/** The keys of the palette's first colours in a theme, in order; those behind them are the theme's `extendedAnsi`. */
const NAMED = [
  'black',
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  'white',
  'brightBlack',
  'brightRed',
  'brightGreen',
  'brightYellow',
  'brightBlue',
  'brightMagenta',
  'brightCyan',
  'brightWhite',
] as const satisfies readonly (keyof ITheme)[];
/** The colours outside of the palette, in the order of their sequences. */
const SPECIAL = ['foreground', 'background', 'cursor'] as const satisfies readonly (keyof ITheme)[];
const FIRST_SPECIAL = 10;
const RESET = 100;

/** The sequences (OSC) by which programs set colours and give them back. */
export const COLOR_SEQUENCES = [4, 10, 11, 12, 104, 110, 111, 112] as const;
export type ColorSequence = (typeof COLOR_SEQUENCES)[number];

/** The colours that a terminal's programs have set, 259 at most, over those of whichever theme it is drawn in. */
export class ProgramColors {
  readonly #palette = new Map<number, string>();
  readonly #special = new Map<(typeof SPECIAL)[number], string>();

  /** Obeys a sequence as xterm.js does, except that questions are left to the session. True when a colour has changed. */
  take(sequence: ColorSequence, data: string): boolean {
    switch (sequence) {
      case 4:
        return this.#setPalette(data.split(';'));
      case 104:
        return this.#resetPalette(data);
      case 10:
      case 11:
      case 12:
        return this.#setSpecial(sequence - FIRST_SPECIAL, data.split(';'));
      default: {
        const name = SPECIAL[sequence - RESET - FIRST_SPECIAL];
        return name !== undefined && this.#special.delete(name);
      }
    }
  }

  /** The theme with these colours in place of its own; the theme itself while there are none. */
  over(theme: ITheme): ITheme {
    if (this.#palette.size === 0 && this.#special.size === 0) return theme;
    const drawn: ITheme = { ...theme, ...Object.fromEntries(this.#special) };
    const extended = [...(theme.extendedAnsi ?? [])];
    for (const [index, color] of this.#palette) {
      const name = NAMED[index];
      if (name) drawn[name] = color;
      else extended[index - NAMED.length] = color;
    }
    return extended.length > 0 ? { ...drawn, extendedAnsi: extended } : drawn;
  }

  /** `index;colour` any number of times. */
  #setPalette(parts: readonly string[]): boolean {
    let isChanged = false;
    for (let at = 0; at + 1 < parts.length; at += 2) {
      const index = paletteIndex(parts[at]);
      const color = parseColor(parts[at + 1]);
      if (index === undefined || color === undefined || this.#palette.get(index) === color) continue;
      this.#palette.set(index, color);
      isChanged = true;
    }
    return isChanged;
  }

  /** Those named, or all. */
  #resetPalette(data: string): boolean {
    if (data !== '') {
      const removed = data.split(';').map((part) => this.#palette.delete(paletteIndex(part) ?? -1));
      return removed.includes(true);
    }
    const isChanged = this.#palette.size > 0;
    this.#palette.clear();
    return isChanged;
  }

  /** The first part is for the colour at `first`, each further one for the next. */
  #setSpecial(first: number, parts: readonly string[]): boolean {
    let isChanged = false;
    for (const [at, name] of SPECIAL.slice(first).entries()) {
      const color = parseColor(parts[at]);
      if (color === undefined || this.#special.get(name) === color) continue;
      this.#special.set(name, color);
      isChanged = true;
    }
    return isChanged;
  }
}

function paletteIndex(text: string | undefined): number | undefined {
  const index = text !== undefined && /^\d+$/.test(text) ? Number(text) : PALETTE_SIZE;
  return index < PALETTE_SIZE ? index : undefined;
}
