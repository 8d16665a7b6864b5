import type { Duplex } from 'node:stream';
import { callLinkAnswerSchema, callLinkLimits } from '@berth/protocol/agent-call-link';
import { AppError } from '@berth/protocol/error';
import type { WebSocket } from 'ws';
import { stopped, unavailable } from './unavailable';
import { writeTogether } from './write-together';

/** Milliseconds for an agent that let a call time out to show that its connection still carries anything. */
const PROBE_MS = 10_000;
/** Bytes an agent may leave unread: twice what all calls it may be asked at once have. */
const MAX_UNREAD_BYTES = 2 * callLinkLimits.inFlight * callLinkLimits.requestBytes;

export interface LinkCall {
  name: string;
  /** JSON of at most `callLinkLimits.inputBytes`. */
  input: string;
  signal?: AbortSignal | undefined;
}

/** A call whose answer has not come. */
interface Waiting {
  resolve(result: unknown): void;
  reject(error: unknown): void;
  timer: NodeJS.Timeout;
  signal: AbortSignal | undefined;
  onAbort(): void;
}

export interface OpenedSocket {
  socket: WebSocket;
  /** What carries it. */
  stream: Duplex;
}

/** One WebSocket's calls. Every call is settled: by its answer, its signal, its time, or the end of the connection. */
export class CallConnection {
  readonly #onEnd: () => void;
  /** Asked and not answered; those that nobody waits for any more have no entry's value. */
  readonly #asked = new Map<number, Waiting | undefined>();
  #opened: OpenedSocket | undefined;
  #ended: AppError | undefined;
  #lastId = 0;
  #probe: NodeJS.Timeout | undefined;

  /** `onEnd` is called once, when the connection takes no more calls. */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  /** Uses a socket that is open. What it received up to now has been given to `receive`. */
  use(opened: OpenedSocket): void {
    const { socket } = opened;
    this.#opened = opened;
    socket.on('error', (cause) => this.end(stopped(cause)));
    socket.on('close', () => this.end(stopped('the connection ended')));
    socket.on('pong', () => {
      clearTimeout(this.#probe);
      this.#probe = undefined;
    });
    if (this.#ended || socket.readyState !== socket.OPEN) {
      socket.terminate();
      this.end(stopped('the connection ended as it began'));
    }
  }

  /** Calls that have not been answered, at most `callLinkLimits.inFlight`. */
  get inFlight(): number {
    return this.#asked.size;
  }

  /** @throws AppError as the agent answered it, or WORKSPACE_UNAVAILABLE; the signal's reason once it aborts. */
  ask({ name, input, signal }: LinkCall, timeoutMs: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#ended) throw this.#ended;
      signal?.throwIfAborted();
      const id = ++this.#lastId;
      const onAbort = (): void => this.#giveUp(id, signal?.reason);
      const timer = setTimeout(() => this.#timedOut(id, timeoutMs), timeoutMs);
      this.#asked.set(id, { resolve, reject, timer, signal, onAbort });
      signal?.addEventListener('abort', onAbort);
      this.#send(`{"id":${id},"name":${JSON.stringify(name)},"input":${input}}`);
    });
  }

  /** Takes a message of the agent. One that is no answer ends the connection. */
  receive(data: Buffer): void {
    if (this.#ended) return;
    try {
      const { id, result, error } = callLinkAnswerSchema.parse(JSON.parse(data.toString('utf8')));
      const waiting = this.#settle(id);
      this.#asked.delete(id);
      if (error) waiting?.reject(AppError.fromShape(error));
      else waiting?.resolve(result);
    } catch (cause) {
      this.end(stopped(cause));
    }
  }

  /** Ends the connection and every call on it. */
  end(reason: AppError): void {
    if (this.#ended) return;
    this.#ended = reason;
    clearTimeout(this.#probe);
    this.#opened?.socket.terminate();
    this.#onEnd();
    for (const id of this.#asked.keys()) this.#settle(id)?.reject(reason);
    this.#asked.clear();
  }

  #timedOut(id: number, timeoutMs: number): void {
    this.#giveUp(id, unavailable(`no answer in ${timeoutMs} ms`));
    if (this.#ended || this.#probe) return;
    this.#opened?.socket.ping();
    this.#probe = setTimeout(() => this.end(stopped('the connection is dead')), PROBE_MS);
  }

  /** The agent answers a cancelled call too: until then it counts as one that runs there. */
  #giveUp(id: number, reason: unknown): void {
    const waiting = this.#settle(id);
    if (!waiting) return;
    this.#asked.set(id, undefined);
    this.#send(`{"id":${id},"cancel":true}`);
    waiting.reject(reason);
  }

  /** The call, whose timer and signal have no more to say. */
  #settle(id: number): Waiting | undefined {
    const waiting = this.#asked.get(id);
    if (!waiting) return undefined;
    clearTimeout(waiting.timer);
    waiting.signal?.removeEventListener('abort', waiting.onAbort);
    return waiting;
  }

  #send(text: string): void {
    if (!this.#opened || this.#ended) return;
    const { socket, stream } = this.#opened;
    writeTogether(stream);
    socket.send(text);
    // It answers what it has not read.
    if (socket.bufferedAmount > MAX_UNREAD_BYTES) this.end(stopped('the agent does not read its calls'));
  }
}
