import type { TerminalColors } from '@berth/protocol/terminal';
import { guardInterpreter, type Interpreter } from '@berth/protocol/terminal-emulator';
import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import { Terminal } from '@xterm/xterm';
import { isApple } from '../../lib/keys';
import { osc52Text } from './clipboard';
import { DrawnColors } from './drawn-colors';
import { emulatorTheme, programColors } from './emulator-theme';
import { gatherLinks } from './gathered-links';
import { hasGraphicsCard } from './graphics-card';
import { type ListedLink, listedLinks } from './listed-links';
import { asksBefore, withoutEscapes } from './pasted-text';
import { silenceReplies } from './silence-replies';
import { addLinks, type LinkEvents, openAddress } from './terminal-links';
import { paceSync, type Viewport } from './viewport-sync';

/** Milliseconds a screen is drawn as DOM first: looking for a graphics card takes a cold page longer than its first screen. */
const CARD_DELAY_MS = 1_000;

export interface EmulatorOptions extends LinkEvents {
  theme: 'light' | 'dark';
  fontSize: number;
  scrollback: number;
  /** A person copies what they have selected. */
  onCopy(text: string): void;
  /** A program sets the clipboard. */
  onSetClipboard(text: string): void;
  /** A person pastes what would run at once; `pasteNow` pastes it. */
  onAskPaste(text: string): void;
}

/** What draws a session: xterm.js with its addons, and nothing that knows of a server. */
export class Emulator {
  readonly terminal: Terminal;
  readonly search = new SearchAddon();
  readonly #fit = new FitAddon();
  readonly #options: EmulatorOptions;
  #cardTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #disposal = new AbortController();
  readonly #drawn: DrawnColors;
  #colors: TerminalColors;

  constructor(options: EmulatorOptions) {
    this.#options = options;
    this.#colors = programColors(options.theme);
    this.terminal = new Terminal({
      allowProposedApi: true,
      cursorBlink: true,
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--font-mono'),
      fontSize: options.fontSize,
      macOptionIsMeta: true,
      minimumContrastRatio: 4.5,
      scrollback: options.scrollback,
    });
    const { terminal } = this;
    terminal.loadAddon(this.#fit);
    terminal.loadAddon(this.search);
    terminal.loadAddon(new UnicodeGraphemesAddon());
    silenceReplies(terminal);
    this.#drawn = new DrawnColors(terminal, emulatorTheme(options.theme));
    guardInterpreter((terminal as unknown as { _core: { _inputHandler: Interpreter } })._core._inputHandler);
    terminal.parser.registerOscHandler(52, (data) => {
      const text = osc52Text(data);
      if (text !== undefined) options.onSetClipboard(text);
      return true;
    });
    addLinks(terminal, options);
    terminal.attachCustomKeyEventHandler((event) => this.#handleKey(event));
  }

  /** Draws into the element: as DOM, and on the graphics card once one has been found. */
  open(element: HTMLElement): void {
    this.#drawn.paintAround(element);
    this.terminal.open(element);
    // Before xterm.js takes it, which asks nobody.
    element.addEventListener('paste', (event) => this.#handlePaste(event), {
      capture: true,
      signal: this.#disposal.signal,
    });
    paceSync((this.terminal as unknown as { _core: { _viewport: Viewport } })._core._viewport);
    this.#cardTimer = setTimeout(() => void this.#drawOnCard(), CARD_DELAY_MS);
  }

  async #drawOnCard(): Promise<void> {
    try {
      if (!hasGraphicsCard()) return;
      const { WebglAddon } = await import('@xterm/addon-webgl');
      if (this.#disposal.signal.aborted) return;
      const webgl = new WebglAddon();
      webgl.onContextLoss(() => webgl.dispose());
      this.terminal.loadAddon(webgl);
    } catch {
      // No WebGL: xterm.js goes on with its DOM renderer.
    }
  }

  /** Columns and rows that fit the element; undefined while it is not shown. */
  fittingSize(): { cols: number; rows: number } | undefined {
    const size = this.#fit.proposeDimensions();
    if (!size || !Number.isFinite(size.cols) || !Number.isFinite(size.rows)) return undefined;
    return { cols: Math.min(500, Math.max(2, size.cols)), rows: Math.min(500, Math.max(1, size.rows)) };
  }

  get colors(): TerminalColors {
    return this.#colors;
  }

  setTheme(theme: 'light' | 'dark'): void {
    this.#colors = programColors(theme);
    this.#drawn.setTheme(emulatorTheme(theme));
  }

  /** Copies the selection. False when nothing is selected. */
  copySelection(): boolean {
    if (!this.terminal.hasSelection()) return false;
    this.#options.onCopy(this.terminal.getSelection());
    this.terminal.clearSelection();
    return true;
  }

  /** Pastes as a person does: what would run at once is asked about first. */
  paste(text: string): void {
    const isMarked = this.terminal.modes.bracketedPasteMode;
    const isFullScreen = this.terminal.buffer.active.type === 'alternate';
    if (asksBefore(text, { isMarked, isFullScreen })) this.#options.onAskPaste(text);
    else this.pasteNow(text);
  }

  /** Pastes without a question. */
  pasteNow(text: string): void {
    this.terminal.paste(this.terminal.modes.bracketedPasteMode ? withoutEscapes(text) : text);
  }

  /** The links of what is shown and of the lines above it, the last first. */
  listLinks(): Promise<ListedLink[]> {
    return listedLinks(gatherLinks(this.terminal), this.#options.findFiles);
  }

  /** Does what a click on the link does. */
  openLink(link: ListedLink): void {
    if (link.kind === 'address') openAddress(link.address);
    else this.#options.onOpenFile(link.path, link.link);
  }

  dispose(): void {
    this.#disposal.abort();
    clearTimeout(this.#cardTimer);
    this.#drawn.dispose();
    this.terminal.dispose();
  }

  #handlePaste(event: ClipboardEvent): void {
    if (!event.clipboardData) return;
    event.preventDefault();
    event.stopPropagation();
    this.paste(event.clipboardData.getData('text/plain'));
  }

  /** False keeps the key from the program. */
  #handleKey(event: KeyboardEvent): boolean {
    if (event.type !== 'keydown') return true;
    const key = event.key.toLowerCase();
    const isCommand = isApple() ? event.metaKey : event.ctrlKey && event.shiftKey;
    // The browser's own paste, which needs no permission and works without HTTPS.
    if (isCommand && key === 'v') return false;
    const copies = key === 'c' && (isCommand || (event.ctrlKey && !event.altKey && !event.metaKey));
    if (!copies || !(this.copySelection() || isCommand)) return true;
    // Browsers open their own tools by the same keys.
    event.preventDefault();
    return false;
  }
}
