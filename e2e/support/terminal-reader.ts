import { stripVTControlCharacters } from 'node:util';
import { io, type Socket } from 'socket.io-client';
import type { Berth } from './berth';

interface Output {
  sessionId: string;
  data: Uint8Array;
  offset: number;
}

interface Answer {
  ok: boolean;
  snapshot: string;
  offset: number;
  resumed: boolean;
}

/**
 * What one page does with one session, without drawing it: keeps every byte, acknowledges it, and comes back by itself after a lost
 * connection with the position it has reached. `reload` forgets everything and begins with a snapshot, as a new page does.
 */
export class TerminalReader implements Disposable {
  /** The snapshot it began with, as text, and every byte since. */
  #begin = '';
  #bytes: Buffer[] = [];
  #next: number | undefined;
  #isAttached = false;
  #attempt = 0;
  #fault: Error | undefined;
  readonly #socket: Socket;
  readonly #sessionId: string;

  constructor(berth: Berth, sessionId: string) {
    this.#sessionId = sessionId;
    this.#socket = io(berth.url, {
      auth: { token: berth.token },
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 20,
      reconnectionDelayMax: 100,
    });
    this.#socket.on('connect', () => this.#attach());
    this.#socket.on('terminal_detached', () => this.#attach());
    this.#socket.on('disconnect', () => {
      this.#isAttached = false;
    });
    // What comes before the answer belongs to an earlier attachment.
    this.#socket.on('terminal_data', (output: Output) => {
      if (this.#isAttached) this.#take(output);
    });
  }

  /** The whole text since the snapshot, control sequences removed. @throws Error when a byte was missing or came twice. */
  get text(): string {
    if (this.#fault) throw this.#fault;
    return stripVTControlCharacters(this.#begin + Buffer.concat(this.#bytes).toString('utf8'));
  }

  /** Lets go of what has been read so far. */
  forget(): void {
    this.#begin = '';
    this.#bytes = [];
  }

  /** Breaks the connection as a network does, without a word. It is made anew at once. */
  breakConnection(): void {
    const { transport } = this.#socket.io.engine;
    if ('ws' in transport && transport.ws instanceof Object && 'terminate' in transport.ws) {
      (transport.ws as { terminate(): void }).terminate();
    } else this.#socket.io.engine.close();
  }

  /** Begins anew with a snapshot. */
  reload(): void {
    this.#next = undefined;
    if (this.#socket.connected) this.#attach();
  }

  [Symbol.dispose](): void {
    this.#socket.disconnect();
  }

  #attach(): void {
    this.#isAttached = false;
    const attempt = ++this.#attempt;
    const since = this.#next === undefined ? {} : { since: this.#next };
    const view = { sessionId: this.#sessionId, visible: false, ...since };
    this.#socket.emit('terminal_attach', view, (answer: Answer) => {
      if (attempt !== this.#attempt) return;
      if (!answer.ok) {
        // The restarted server has not found the workspace yet.
        setTimeout(() => this.#socket.connected && this.#attach(), 50);
        return;
      }
      if (!answer.resumed) {
        this.#begin = answer.snapshot;
        this.#bytes = [];
      }
      this.#next = answer.offset;
      this.#isAttached = true;
    });
  }

  #take({ sessionId, data, offset }: Output): void {
    if (sessionId !== this.#sessionId) return;
    if (offset !== this.#next) this.#fault ??= new Error(`expected byte ${this.#next}, got ${offset}`);
    this.#next = offset + data.length;
    this.#bytes.push(Buffer.from(data));
    this.#socket.emit('terminal_ack', { sessionId, offset: this.#next });
  }
}
