import type { TerminalColors } from '@berth/protocol/terminal';
import { guardInterpreter } from '@berth/protocol/terminal-emulator';
import { Terminal } from '@xterm/headless';
import { Colors } from './colors';
import { useGraphemes } from './graphemes';
import { type PendingItem, PendingOutput } from './pending';
import type { FromScreens, Snapshot } from './screen-messages';
import { snapshot } from './snapshot';
import { internals } from './xterm-internals';

/** Bytes that arrive between two attempts to forget what has scrolled out. */
const RELIEF_BYTES = 1024 * 1024;
/** Bytes that may wait to be interpreted at all. */
const MAX_PENDING_BYTES = 4 * 1024 * 1024;
/** Milliseconds without new output after which what waits is interpreted. */
const IDLE_MS = 40;
/** Milliseconds after which a sequence has been interpreted and what it changed is told, however much output follows it. */
const MOST_MS = 400;
/** Output with sequences is interpreted at once while no more bytes than this wait. */
const PROMPT_BYTES = 256 * 1024;
const MAX_TITLE_CHARS = 500;
/** Colours that one sequence is told: as many as a palette has. */
const MAX_COLOR_ANSWERS = 256;
/** Bytes of a sequence under way that whoever reads the snapshot is sent again. */
const MAX_REPEATED_BYTES = 64 * 1024;

export interface ScreenOptions {
  id: number;
  cols: number;
  rows: number;
  scrollback: number;
  /** Where in the session's output this screen begins. */
  position: number;
}

/** The state of one terminal: what a person who looks at it would see. Interprets output when it is needed, not when it comes. */
export class Screen {
  readonly #id: number;
  readonly #start: number;
  readonly #terminal: Terminal;
  readonly #post: (message: FromScreens) => void;
  readonly #pending = new PendingOutput();
  readonly #colors = new Colors();
  #timer: NodeJS.Timeout | undefined;
  #reportTimer: NodeJS.Timeout | undefined;
  #unreported = 0;
  #title = '';
  #reportedTitle = '';
  #relieveAt = RELIEF_BYTES;

  constructor(options: ScreenOptions, post: (message: FromScreens) => void) {
    this.#id = options.id;
    this.#start = options.position;
    this.#post = post;
    const { cols, rows, scrollback } = options;
    this.#terminal = new Terminal({ cols, rows, scrollback, allowProposedApi: true, logLevel: 'off' });
    useGraphemes(this.#terminal);
    guardInterpreter(internals(this.#terminal)._inputHandler);
    this.#terminal.onTitleChange((title) => {
      this.#title = title.slice(0, MAX_TITLE_CHARS);
    });
    const reply = (data: string): void => post({ type: 'reply', screen: this.#id, data });
    this.#terminal.onData(reply);
    internals(this.#terminal)._inputHandler.onColor((events) => {
      const answers = events
        .map((event) => this.#colors.handle(event))
        .filter((answer) => answer !== undefined);
      if (answers.length > 0) reply(answers.slice(0, MAX_COLOR_ANSWERS).join(''));
    });
  }

  output(bytes: Uint8Array): void {
    const { plain } = this.#pending.push(bytes);
    this.#unreported += bytes.length;
    // A program may be waiting for an answer to a sequence in this output.
    if (!plain && this.#pending.bytes < PROMPT_BYTES) this.#feed(this.#pending.takeSpecial());
    if (this.#pending.bytes >= this.#relieveAt) this.#relieve();
    else if (!plain) this.#reportTimer ??= setTimeout(() => this.#relieve(), MOST_MS);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(), IDLE_MS);
  }

  resize(cols: number, rows: number): void {
    this.#pending.pushResize(cols, rows);
  }

  showColors(colors: TerminalColors): void {
    this.#colors.show(colors);
  }

  snapshot(): Snapshot {
    this.#settle();
    const { cols, rows } = this.#terminal;
    const { scanner } = this.#pending;
    const text = snapshot(this.#terminal) + this.#colors.sequences();
    const position = this.#start + scanner.position;
    if (scanner.sequenceBytes > MAX_REPEATED_BYTES) {
      return { text: text + scanner.resumeString, offset: position, cols, rows };
    }
    const repeated = Math.max(scanner.sequenceBytes, this.#pending.bytes);
    return { text, offset: position - repeated, cols, rows };
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#reportTimer);
    this.#terminal.dispose();
  }

  #settle(): void {
    this.#relieve();
    this.#feed(this.#pending.takeWhole());
    this.#report();
  }

  /** Makes room: forgets what has scrolled out, interprets what cannot be forgotten. */
  #relieve(): void {
    this.#feed(this.#pending.takeSpecial());
    this.#dropScrolledOut();
    if (this.#pending.bytes >= MAX_PENDING_BYTES) this.#feed(this.#pending.takeWhole());
    this.#relieveAt = this.#pending.bytes + RELIEF_BYTES;
    this.#report();
  }

  #dropScrolledOut(): void {
    const { rows } = this.#terminal;
    const { active, normal } = internals(this.#terminal).buffers;
    if (active !== normal || normal.scrollTop !== 0 || normal.scrollBottom !== rows - 1) return;
    const history = (this.#terminal.options.scrollback ?? 0) + 2 * rows;
    const instead = this.#pending.dropScrolledOut(history);
    if (instead !== undefined) this.#parse(instead);
  }

  #feed(items: PendingItem[]): void {
    for (const item of items) {
      if (item.kind === 'bytes') this.#parse(item.bytes);
      else this.#terminal.resize(item.cols, item.rows);
    }
  }

  #parse(data: Uint8Array | string): void {
    internals(this.#terminal)._inputHandler.parse(data);
  }

  #report(): void {
    clearTimeout(this.#reportTimer);
    this.#reportTimer = undefined;
    if (this.#title !== this.#reportedTitle) {
      this.#reportedTitle = this.#title;
      this.#post({ type: 'title', screen: this.#id, title: this.#title });
    }
    const settled = this.#unreported - this.#pending.bytes;
    if (settled <= 0) return;
    this.#unreported -= settled;
    this.#post({ type: 'settled', screen: this.#id, bytes: settled });
  }
}
