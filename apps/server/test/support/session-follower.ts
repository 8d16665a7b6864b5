import type { Ack } from '@berth/protocol/socket';
import type { Socket } from 'socket.io-client';

interface Output {
  sessionId: string;
  data: Uint8Array;
  offset: number;
}

/** What an event that attaches answers. A session that was just created begins at 0. */
interface Beginning {
  sessionId: string;
  offset?: number;
}

/** Attaches a client to one session and takes its output in order. A gap or a repetition makes all that waits throw. */
export class SessionFollower {
  readonly socket: Socket;
  sessionId = '';
  /** All before this has been taken. */
  next = 0;
  readonly #onData: (data: Uint8Array) => void;
  readonly #waiting = new Set<() => void>();
  #fault: Error | undefined;

  constructor(socket: Socket, onData: (data: Uint8Array) => void) {
    this.socket = socket;
    this.#onData = onData;
    socket.on('terminal_data', this.#receive);
  }

  /**
   * What comes before the answer belongs to an earlier attachment; what comes right behind it is this one's, so `onBegun` runs in
   * the answer's own callback. @throws Error with the code when the answer is an error.
   */
  begin<T extends Beginning>(name: string, input: object, onBegun?: (answer: T) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      this.socket.emit(name, input, (answer: Ack<T>) => {
        if (!answer.ok) {
          reject(new Error(`${name}: ${answer.error.code}: ${answer.error.message}`));
          return;
        }
        this.sessionId = answer.sessionId;
        this.next = answer.offset ?? 0;
        onBegun?.(answer);
        resolve(answer);
      });
    });
  }

  acknowledge(offset: number): void {
    this.socket.emit('terminal_ack', { sessionId: this.sessionId, offset });
  }

  /** Resolves once the condition holds; it is looked at with every event. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        if (!this.#fault && !condition()) return;
        this.#waiting.delete(check);
        if (this.#fault) reject(this.#fault);
        else resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** Looks at every condition that is waited for. */
  check(): void {
    for (const check of [...this.#waiting]) check();
  }

  /** @throws Error when a byte was missing or came twice. */
  throwFault(): void {
    if (this.#fault) throw this.#fault;
  }

  /** Stops to listen. */
  stop(): void {
    this.socket.off('terminal_data', this.#receive);
  }

  readonly #receive = ({ sessionId, data, offset }: Output): void => {
    if (sessionId !== this.sessionId) return;
    if (offset !== this.next) this.#fault = new Error(`expected byte ${this.next}, got ${offset}`);
    this.next = offset + data.length;
    this.#onData(new Uint8Array(data));
    this.check();
  };
}
