import { AppError } from '@berth/protocol/error';
import { inputFrame, readOutputFrame } from '@berth/protocol/terminal-frames';
import {
  attachedSchema,
  createdSchema,
  type LinkAttached,
  type LinkCreated,
  type LinkEvent,
  type LinkInput,
  type LinkRequest,
  linkEventSchema,
} from '@berth/protocol/terminal-link';
import type { WebSocket } from 'ws';
import type { Workspace } from '../workspace/workspace';
import type { TerminalEmitter } from './terminal-emitter';

type Unnumbered<T> = T extends { id: number } ? Omit<T, 'id'> : never;

interface Waiting {
  /** What follows the answer must not overtake it on its way to the client. */
  isFirst: boolean;
  resolve(value: unknown): void;
  reject(error: AppError): void;
}

/** One client's connection to the terminals of one project. It translates between two forms of the same messages, and keeps nothing. */
export class TerminalLink {
  readonly #emitter: TerminalEmitter;
  readonly #onLost: (sessionIds: string[]) => void;
  readonly #waiting = new Map<number, Waiting>();
  /** Sessions this client is attached to, by the number that stands for them in frames. */
  readonly #channels = new Map<number, string>();
  #socket: WebSocket | undefined;
  #lastId = 0;
  /** Set while an answer is on its way to the client: what follows it must not overtake it. */
  #held: (() => void)[] | undefined;
  #isClosed = false;

  private constructor(emitter: TerminalEmitter, onLost: (sessionIds: string[]) => void) {
    this.#emitter = emitter;
    this.#onLost = onLost;
  }

  /** `onLost` is told which sessions the client was attached to when the agent ends the connection. */
  static async open(
    workspace: Workspace,
    emitter: TerminalEmitter,
    onLost: (sessionIds: string[]) => void,
  ): Promise<TerminalLink> {
    const link = new TerminalLink(emitter, onLost);
    const socket = await workspace.openWebSocket('/terminal', (data, isBinary) => {
      try {
        link.#receive(data, isBinary);
      } catch {
        // An agent that sends what is no message of the protocol is not listened to.
        link.#socket?.terminate();
      }
    });
    link.#socket = socket;
    socket.on('error', () => socket.terminate());
    socket.on('close', () => link.#lost());
    if (socket.readyState !== socket.OPEN) link.#lost();
    return link;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  async create(request: Omit<Extract<LinkRequest, { type: 'create' }>, 'id' | 'type'>): Promise<LinkCreated> {
    const created = createdSchema.parse(await this.request({ type: 'create', ...request }));
    this.#channels.set(created.channel, created.terminal.sessionId);
    return created;
  }

  async attach(
    request: Omit<Extract<LinkRequest, { type: 'attach' }>, 'id' | 'type'>,
  ): Promise<LinkAttached> {
    const attached = attachedSchema.parse(await this.request({ type: 'attach', ...request }));
    this.#channels.set(attached.channel, attached.sessionId);
    return attached;
  }

  async detach(sessionId: string): Promise<void> {
    await this.request({ type: 'detach', sessionId });
    this.#forget(sessionId);
  }

  /** Asks the agent. @throws AppError as the agent answered it, or WORKSPACE_UNAVAILABLE. */
  request(request: Unnumbered<LinkRequest>): Promise<unknown> {
    return this.#ask((id) => JSON.stringify({ id, ...request }), true);
  }

  input(header: Omit<LinkInput, 'id'>, data: Uint8Array): Promise<unknown> {
    return this.#ask((id) => inputFrame({ id, ...header }, data), false);
  }

  acknowledge(sessionId: string, offset: number): void {
    this.#socket?.send(JSON.stringify({ type: 'ack', sessionId, offset } satisfies LinkRequest));
  }

  /** Detaches the client from everything. */
  close(): void {
    this.#isClosed = true;
    this.#channels.clear();
    this.#socket?.close();
  }

  #ask(message: (id: number) => string | Uint8Array, isFirst: boolean): Promise<unknown> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      if (this.#isClosed || !this.#socket) {
        reject(unavailable());
        return;
      }
      this.#waiting.set(id, { isFirst, resolve, reject });
      this.#socket.send(message(id));
    });
  }

  #receive(data: Buffer, isBinary: boolean): void {
    if (isBinary) {
      const frame = readOutputFrame(data);
      this.#inOrder(() => {
        const sessionId = this.#channels.get(frame.channel);
        if (sessionId) this.#emitter.data(sessionId, frame);
      });
      return;
    }
    const event = linkEventSchema.parse(JSON.parse(data.toString('utf8')));
    if (event.type === 'answer' || event.type === 'error') this.#answered(event);
    else this.#inOrder(() => this.#announce(event));
  }

  #answered(event: Extract<LinkEvent, { type: 'answer' | 'error' }>): void {
    const waiting = this.#waiting.get(event.id);
    this.#waiting.delete(event.id);
    if (!waiting) return;
    if (event.type === 'error') {
      waiting.reject(AppError.fromShape(event.error));
      return;
    }
    if (waiting.isFirst && !this.#held) {
      this.#held = [];
      setImmediate(() => this.#release());
    }
    waiting.resolve(event.value);
  }

  #announce(event: Exclude<LinkEvent, { type: 'answer' | 'error' }>): void {
    this.#emitter.event(event);
    if (event.type === 'closed') this.#forget(event.sessionId);
  }

  #inOrder(deliver: () => void): void {
    if (this.#held) this.#held.push(deliver);
    else deliver();
  }

  #release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const deliver of held) deliver();
  }

  #forget(sessionId: string): void {
    for (const [channel, id] of this.#channels) if (id === sessionId) this.#channels.delete(channel);
  }

  #lost(): void {
    if (!this.#isClosed) {
      this.#isClosed = true;
      this.#onLost([...this.#channels.values()]);
    }
    for (const { reject } of this.#waiting.values()) reject(unavailable());
    this.#waiting.clear();
  }
}

function unavailable(): AppError {
  return new AppError('WORKSPACE_UNAVAILABLE', 'The workspace does not answer. Open the project again.');
}
