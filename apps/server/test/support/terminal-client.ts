import type { ClientEventInput, ClientEventName, ClientEventOutput } from '@berth/protocol/socket';
import type { Terminal, TerminalAttachment } from '@berth/protocol/terminal';
import type { Socket } from 'socket.io-client';
import { SessionFollower } from './session-follower';
import { emit } from './test-app';

interface Exit {
  sessionId: string;
  exitCode: number;
  signal?: number;
}

/** Sends an event and returns what it answers. @throws Error with the code when the answer is an error. */
export async function emitOk<N extends ClientEventName>(
  socket: Socket,
  name: N,
  input: ClientEventInput<N>,
): Promise<ClientEventOutput<N>> {
  const answer = await emit(socket, name, input);
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code}: ${answer.error.message}`);
  return answer;
}

/** The code of the error that an event is answered with, or `ok`. */
export async function codeOf(socket: Socket, name: ClientEventName, input: unknown): Promise<string> {
  const answer = await emit(socket, name, input as never);
  return answer.ok ? 'ok' : answer.error.code;
}

/** One client of one session, which keeps every byte it gets and acknowledges it unless told not to. */
export class TerminalClient {
  /** Set to false, it stops acknowledging. */
  acknowledges = true;
  resyncs: { snapshot: string; offset: number }[] = [];
  sizes: { cols: number; rows: number }[] = [];
  exit: Exit | undefined;
  readonly #follower: SessionFollower;
  #kept = Buffer.alloc(64 * 1024);
  #length = 0;

  private constructor(socket: Socket) {
    this.#follower = new SessionFollower(socket, (data) => {
      this.#keep(data);
      if (this.acknowledges) this.acknowledge(this.next);
    });
    socket.on('terminal_exit', this.#onExit);
    socket.on('terminal_resync', this.#onResync);
    socket.on('terminal_resized', this.#onResized);
  }

  static async create(
    socket: Socket,
    input: ClientEventInput<'terminal_create'>,
  ): Promise<TerminalClient & { terminal: Terminal }> {
    const client = new TerminalClient(socket);
    const terminal = await client.#follower.begin<Terminal>('terminal_create', input);
    return Object.assign(client, { terminal });
  }

  /** Attaches to a session; the snapshot is in `snapshot`. */
  static async attach(
    socket: Socket,
    input: ClientEventInput<'terminal_attach'>,
  ): Promise<TerminalClient & { snapshot: string; terminal: TerminalAttachment }> {
    const client = new TerminalClient(socket);
    const terminal = await client.#follower.begin<TerminalAttachment>('terminal_attach', input);
    return Object.assign(client, { snapshot: terminal.snapshot, terminal });
  }

  get socket(): Socket {
    return this.#follower.socket;
  }

  get sessionId(): string {
    return this.#follower.sessionId;
  }

  /** All before this is in `bytes`, or was before the client attached. */
  get next(): number {
    return this.#follower.next;
  }

  /** All bytes since the client attached. A gap or a repetition makes it throw. */
  get bytes(): Buffer {
    return this.#kept.subarray(0, this.#length);
  }

  get text(): string {
    return this.bytes.toString('utf8');
  }

  async type(data: string | Uint8Array): Promise<void> {
    await emitOk(this.socket, 'terminal_data', { sessionId: this.sessionId, data: data as never });
  }

  /** Resolves once the output has the text. */
  waitFor(text: string): Promise<void> {
    let from = 0;
    return this.until(() => {
      const isThere = this.bytes.includes(text, from);
      from = Math.max(0, this.#length - Buffer.byteLength(text));
      return isThere;
    });
  }

  /** Resolves once the condition holds; it is looked at with every event. */
  until(condition: () => boolean): Promise<void> {
    return this.#follower.until(condition);
  }

  acknowledge(offset: number): void {
    this.#follower.acknowledge(offset);
  }

  async close(): Promise<void> {
    await emitOk(this.socket, 'terminal_close', { sessionId: this.sessionId });
    this.stop();
  }

  /** Stops to listen. */
  stop(): void {
    this.#follower.stop();
    this.socket.off('terminal_exit', this.#onExit);
    this.socket.off('terminal_resync', this.#onResync);
    this.socket.off('terminal_resized', this.#onResized);
  }

  #keep(data: Uint8Array): void {
    const length = this.#length + data.length;
    if (length > this.#kept.length) this.#kept = Buffer.concat([this.bytes], 2 * length);
    this.#kept.set(data, this.#length);
    this.#length = length;
  }

  readonly #onExit = (exit: Exit): void => {
    if (exit.sessionId !== this.sessionId) return;
    this.exit = exit;
    this.#follower.check();
  };

  readonly #onResync = (event: { sessionId: string; snapshot: string; offset: number }): void => {
    if (event.sessionId !== this.sessionId) return;
    this.resyncs.push(event);
    this.#follower.next = event.offset;
    this.#follower.check();
  };

  readonly #onResized = (event: { sessionId: string; cols: number; rows: number }): void => {
    if (event.sessionId !== this.sessionId) return;
    this.sizes.push({ cols: event.cols, rows: event.rows });
    this.#follower.check();
  };
}
