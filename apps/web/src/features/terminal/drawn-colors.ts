import type { ITheme, Terminal } from '@xterm/xterm';
import { COLOR_SEQUENCES, ProgramColors } from './program-colors';

/**
 * Draws a terminal in its theme, and in the colours its programs set over it, whichever theme follows. A program that asks for a
 * colour is answered by the session, never by what draws it.
 */
export class DrawnColors {
  readonly #terminal: Terminal;
  readonly #programs = new ProgramColors();
  #theme: ITheme;
  #frame: number | undefined;
  #around: Pick<HTMLElement, 'style'> | undefined;

  constructor(terminal: Terminal, theme: ITheme) {
    this.#terminal = terminal;
    this.#theme = theme;
    for (const sequence of COLOR_SEQUENCES) {
      terminal.parser.registerOscHandler(sequence, (data) => {
        if (this.#programs.take(sequence, data)) this.#drawSoon();
        return true;
      });
    }
    this.#draw();
  }

  setTheme(theme: ITheme): void {
    this.#theme = theme;
    this.#draw();
  }

  /** Tells the terminal's background to the style of what stands around it, now and whenever it changes. */
  paintAround(element: Pick<HTMLElement, 'style'>): void {
    this.#around = element;
    this.#draw();
  }

  dispose(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
  }

  /** A change of theme draws every cell anew: programs may set colours as often as they like, and a frame shows the last. */
  #drawSoon(): void {
    this.#frame ??= requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    this.dispose();
    this.#frame = undefined;
    const drawn = this.#programs.over(this.#theme);
    this.#terminal.options.theme = drawn;
    this.#around?.style.setProperty('--terminal-background', drawn.background ?? '');
  }
}
