import type { ClientEventInput } from '@berth/protocol/socket';
import type { Terminal, TerminalAttachment } from '@berth/protocol/terminal';
import type { Socket } from 'socket.io-client';
import { describeTerminal, plainTerminal, write } from '../../../agent/src/terminal/screen/testing/compare';
import { SessionFollower } from './session-follower';
import { emitOk } from './terminal-client';

const SCROLLBACK = 10_000;

/** A client that draws one session as a browser does: every byte once and in order, acknowledged when it is drawn. */
export class ScreenViewer {
  readonly #follower: SessionFollower;
  readonly #screen: ReturnType<typeof plainTerminal>;
  #drawn: Promise<void> = Promise.resolve();

  private constructor(socket: Socket, size: { cols: number; rows: number }) {
    this.#follower = new SessionFollower(socket, (data) => this.#draw(data));
    this.#screen = plainTerminal(size.cols, size.rows, SCROLLBACK);
    socket.on('terminal_resized', this.#onResized);
  }

  static async create(socket: Socket, input: ClientEventInput<'terminal_create'>): Promise<ScreenViewer> {
    const viewer = new ScreenViewer(socket, input);
    await viewer.#begin('terminal_create', input);
    return viewer;
  }

  /** Attaches without a say in the size, and draws the snapshot. */
  static async attach(socket: Socket, sessionId: string): Promise<ScreenViewer> {
    const viewer = new ScreenViewer(socket, { cols: 80, rows: 24 });
    await viewer.#begin('terminal_attach', { sessionId, visible: false });
    return viewer;
  }

  get socket(): Socket {
    return this.#follower.socket;
  }

  get sessionId(): string {
    return this.#follower.sessionId;
  }

  /** All before this is drawn, or about to be. */
  get next(): number {
    return this.#follower.next;
  }

  async #begin(name: 'terminal_create' | 'terminal_attach', input: object): Promise<void> {
    await this.#follower.begin<Terminal & Partial<TerminalAttachment>>(name, input, (answer) => {
      this.#screen.resize(answer.cols, answer.rows);
      this.#draw(answer.snapshot ?? '');
    });
  }

  async type(data: string): Promise<void> {
    await emitOk(this.socket, 'terminal_data', { sessionId: this.sessionId, data });
  }

  async resize(cols: number, rows: number): Promise<void> {
    await emitOk(this.socket, 'terminal_resize', { sessionId: this.sessionId, cols, rows });
  }

  /** Everything a person or a program can tell of the screen, once what has arrived is drawn. @throws Error when a byte was missing or came twice. */
  async describe(): Promise<object> {
    await this.#drawn;
    this.#follower.throwFault();
    return describeTerminal(this.#screen);
  }

  /** Lines of the shown screen without their trailing blanks. */
  lines(): string[] {
    const { active } = this.#screen.buffer;
    return Array.from(
      { length: this.#screen.rows },
      (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
    );
  }

  /** Resolves when a drawn screen has the text. */
  shows(text: string | RegExp): Promise<void> {
    const matches = (): boolean => {
      const screen = this.lines().join('\n');
      return typeof text === 'string' ? screen.includes(text) : text.test(screen);
    };
    return this.#follower.until(matches);
  }

  /** Resolves when everything before that position is drawn. */
  async reaches(position: number): Promise<void> {
    await this.#follower.until(() => this.next >= position);
    await this.#drawn;
  }

  async stop(): Promise<void> {
    this.#follower.stop();
    this.socket.off('terminal_resized', this.#onResized);
    await this.#drawn;
    this.#screen.dispose();
  }

  #draw(data: string | Uint8Array): void {
    const end = this.next;
    this.#drawn = this.#drawn.then(async () => {
      await write(this.#screen, data);
      this.#follower.acknowledge(end);
      this.#follower.check();
    });
  }

  readonly #onResized = ({
    sessionId,
    cols,
    rows,
  }: {
    sessionId: string;
    cols: number;
    rows: number;
  }): void => {
    if (sessionId !== this.sessionId) return;
    this.#drawn = this.#drawn.then(() => this.#screen.resize(cols, rows));
  };
}
