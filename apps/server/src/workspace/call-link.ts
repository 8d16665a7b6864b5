import { callLinkLimits } from '@berth/protocol/agent-call-link';
import type { AppError } from '@berth/protocol/error';
import { CallConnection, type LinkCall, type OpenedSocket } from './call-connection';
import { stopped, unavailable } from './unavailable';

/** Milliseconds in which the connection must be open. */
const OPEN_TIMEOUT_MS = 15_000;

export interface CallLinkOptions {
  /**
   * A WebSocket to the agent, open. `onMessage` is attached before the first message can arrive. Rejects soon after the signal
   * aborts, and leaves nothing open then.
   */
  open(onMessage: (data: Buffer) => void, signal: AbortSignal): Promise<OpenedSocket>;
  /** Milliseconds from a call to its answer. */
  timeoutMs: number;
}

/** All small calls to an agent, on one connection: opened by the first call, and anew by the first call after it was lost. */
export class CallLink implements Disposable {
  readonly #options: CallLinkOptions;
  readonly #closed = new AbortController();
  #connection: CallConnection | undefined;
  #opening: Promise<CallConnection> | undefined;
  /** Calls that wait for the connection. */
  #queued = 0;

  constructor(options: CallLinkOptions) {
    this.#options = options;
  }

  /** False while as many calls run as the agent takes. */
  get hasRoom(): boolean {
    return this.#queued + (this.#connection?.inFlight ?? 0) < callLinkLimits.inFlight;
  }

  /** @throws AppError WORKSPACE_UNAVAILABLE once the link is closed. */
  throwIfClosed(): void {
    this.#closed.signal.throwIfAborted();
  }

  /** Asks the agent. @throws AppError as the agent answered it, or WORKSPACE_UNAVAILABLE; the signal's reason once it aborts. */
  async call(call: LinkCall): Promise<unknown> {
    this.throwIfClosed();
    const { timeoutMs } = this.#options;
    if (this.#connection) return this.#connection.ask(call, timeoutMs);
    const start = performance.now();
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    this.#queued += 1;
    const opened = untilAborted(this.#opening, call.signal);
    const connection = await opened.finally(() => {
      this.#queued -= 1;
    });
    return connection.ask(call, Math.max(0, timeoutMs - (performance.now() - start)));
  }

  /** Ends the connection, and one that is being opened. Calls are refused from now on. */
  [Symbol.dispose](): void {
    const reason = stopped('the workspace was let go of');
    this.#closed.abort(reason);
    this.#connection?.end(reason);
  }

  async #open(): Promise<CallConnection> {
    const connection = new CallConnection(() => {
      if (this.#connection === connection) this.#connection = undefined;
    });
    const end = new AbortController();
    const give = (reason: AppError): void => end.abort(reason);
    const onClosed = (): void => give(this.#closed.signal.reason as AppError);
    this.#closed.signal.addEventListener('abort', onClosed);
    const timeoutMs = Math.min(OPEN_TIMEOUT_MS, this.#options.timeoutMs);
    const timer = setTimeout(() => give(unavailable(`no connection in ${timeoutMs} ms`)), timeoutMs);
    try {
      const opening = this.#options.open((data) => connection.receive(data), end.signal);
      opening.then(
        ({ socket }) => end.signal.aborted && socket.terminate(),
        () => {},
      );
      const opened = await untilAborted(opening, end.signal);
      if (end.signal.aborted) connection.end(end.signal.reason as AppError);
      else this.#connection = connection;
      connection.use(opened);
      return connection;
    } finally {
      clearTimeout(timer);
      this.#closed.signal.removeEventListener('abort', onClosed);
    }
  }
}

/** The promise's outcome, or the signal's reason if it aborts before that. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
