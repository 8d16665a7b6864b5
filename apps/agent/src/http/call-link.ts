import type { Duplex } from 'node:stream';
import {
  type CallLinkAnswer,
  type CallLinkRequest,
  callLinkLimits,
  callLinkRequestSchema,
} from '@berth/protocol/agent-call-link';
import { AppError } from '@berth/protocol/error';
import type { WebSocket } from 'ws';
import { log } from '../log';
import { reportable } from './calls';
import { writeTogether } from './write-together';

/** Bytes of answers that may wait for the server before no more of its requests are read. */
const MAX_BEHIND_BYTES = 4 * 1024 * 1024;

type Call = Exclude<CallLinkRequest, { cancel: true }>;
export type RunCall = (name: string, input: unknown, signal: AbortSignal) => Promise<unknown>;

/** The server's small calls over one connection. They run side by side; those still running when it ends are aborted. */
export class CallLink {
  readonly #socket: WebSocket;
  readonly #connection: Duplex;
  readonly #run: RunCall;
  /** Calls that have not been answered. */
  readonly #running = new Map<number, AbortController>();

  constructor({ socket, connection }: { socket: WebSocket; connection: Duplex }, run: RunCall) {
    this.#socket = socket;
    this.#connection = connection;
    this.#run = run;
    socket.on('message', (data, isBinary) => this.#receive(data as Buffer, isBinary));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      for (const controller of this.#running.values()) controller.abort();
    });
  }

  #receive(data: Buffer, isBinary: boolean): void {
    try {
      if (isBinary) throw new AppError('INVALID_INPUT', 'A call is text.');
      const request = callLinkRequestSchema.parse(JSON.parse(data.toString('utf8')));
      if ('cancel' in request) this.#running.get(request.id)?.abort();
      else this.#begin(request, data.length);
    } catch (error) {
      log('a call of the server was not understood', error);
      this.#socket.terminate();
    }
  }

  /** @throws AppError INVALID_INPUT where the answer could be taken for another call's. */
  #begin(request: Call, bytes: number): void {
    const { id } = request;
    if (this.#running.has(id)) throw new AppError('INVALID_INPUT', `Call ${id} runs already.`);
    if (bytes > callLinkLimits.requestBytes) {
      const message = `A call has at most ${callLinkLimits.requestBytes} bytes here.`;
      this.#refuse(id, new AppError('TOO_LARGE', message));
      return;
    }
    if (this.#running.size >= callLinkLimits.inFlight) {
      const message = 'The workspace is asked too much at once. Try again.';
      this.#refuse(id, new AppError('WORKSPACE_UNAVAILABLE', message));
      return;
    }
    const controller = new AbortController();
    this.#running.set(id, controller);
    void this.#answer(request, controller.signal);
  }

  async #answer({ id, name, input }: Call, signal: AbortSignal): Promise<void> {
    let text: string;
    try {
      const result = await this.#run(name, input, signal);
      // Nobody waits for the result of a cancelled call, which may be large.
      text = encode({ id, result: signal.aborted ? null : result });
    } catch (error) {
      text = encode({ id, error: (signal.aborted ? AppError.from(error) : reportable(error)).toShape() });
    }
    this.#running.delete(id);
    this.#send(text);
  }

  #refuse(id: number, error: AppError): void {
    this.#send(encode({ id, error: error.toShape() }));
  }

  #send(text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    writeTogether(this.#connection);
    this.#socket.send(text, this.#sent);
    if (this.#socket.bufferedAmount > MAX_BEHIND_BYTES) this.#socket.pause();
  }

  readonly #sent = (): void => {
    if (this.#socket.isPaused && this.#socket.bufferedAmount <= MAX_BEHIND_BYTES) this.#socket.resume();
  };
}

/** An answer as the server takes it: one that is too large would cost it the connection. */
function encode(answer: CallLinkAnswer): string {
  const text = JSON.stringify(answer);
  const { answerBytes } = callLinkLimits;
  if (text.length * 3 <= answerBytes || Buffer.byteLength(text) <= answerBytes) return text;
  const error = new AppError('TOO_LARGE', `An answer has at most ${answerBytes} bytes. Ask for less.`);
  return JSON.stringify({ id: answer.id, error: error.toShape() } satisfies CallLinkAnswer);
}
