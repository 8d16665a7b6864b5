import type { IncomingMessage } from 'node:http';
import {
  type AgentCallName,
  type AgentCalls,
  type AgentStreamName,
  type AgentStreams,
  agentCalls,
  agentStreams,
} from '@berth/protocol/agent';
import { type AgentEvent, agentEventSchema } from '@berth/protocol/agent-event';
import { AppError } from '@berth/protocol/error';
import type { WebSocket } from 'ws';
import type { z } from 'zod';
import type { Logger } from '../log';
import { AgentClient, type AgentRequest } from './agent-client';
import type { RunningAgent } from './launcher';

/** Milliseconds between attempts to reach the event stream of a running agent again. */
const RECONNECT_MS = 250;

export interface CallOptions {
  signal?: AbortSignal | undefined;
}

/** One project's running workspace, as the server's capabilities use it. */
export class Workspace implements AsyncDisposable {
  readonly projectId: string;
  readonly agent: RunningAgent;
  readonly #client: AgentClient;
  readonly #log: Logger;
  readonly #listeners = new Set<(event: AgentEvent) => void>();
  readonly #closed = new AbortController();

  constructor(agent: RunningAgent, log: Logger) {
    this.projectId = agent.projectId;
    this.agent = agent;
    this.#client = new AgentClient(() => agent.connect(), agent.maxConnections);
    this.#log = log;
  }

  /** Shakes hands and starts to follow the agent's events. @throws AppError WORKSPACE_UNAVAILABLE. */
  async open(signal: AbortSignal): Promise<void> {
    await this.#client.hello(signal);
    await this.#followEvents();
  }

  /** Asks the agent; its answer is parsed. */
  async call<N extends AgentCallName>(
    name: N,
    input: z.input<AgentCalls[N]['input']>,
    options: CallOptions = {},
  ): Promise<z.output<AgentCalls[N]['output']>> {
    const answer = await this.#client.call(name, input, options.signal);
    return this.#parse(agentCalls[name].output, answer) as z.output<AgentCalls[N]['output']>;
  }

  /** A long call that reports while it runs; aborting ends it in the agent too. */
  async stream<N extends AgentStreamName>(
    name: N,
    input: z.input<AgentStreams[N]['input']>,
    options: CallOptions & { onEvent(event: z.output<AgentStreams[N]['event']>): void },
  ): Promise<z.output<AgentStreams[N]['output']>> {
    const schemas = agentStreams[name];
    const result = await this.#client.stream(name, input, {
      onEvent: (event) =>
        options.onEvent(this.#parse(schemas.event, event) as z.output<AgentStreams[N]['event']>),
      ...(options.signal ? { signal: options.signal } : {}),
    });
    return this.#parse(schemas.output, result) as z.output<AgentStreams[N]['output']>;
  }

  request(options: AgentRequest): Promise<IncomingMessage> {
    return this.#client.request(options);
  }

  openWebSocket(path: string, onMessage: (data: Buffer, isBinary: boolean) => void): Promise<WebSocket> {
    return this.#client.openWebSocket(path, onMessage);
  }

  /**
   * Listens to what the agent announces. A `ready` event says that earlier ones may have been missed (the first connection, or
   * one after a gap): what depends on them is to be read anew. Returns what ends the subscription.
   */
  onEvent(listener: (event: AgentEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Lets go of the workspace without ending it. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed.abort();
    this.#listeners.clear();
    this.#client[Symbol.dispose]();
  }

  #parse(schema: z.ZodType, answer: unknown): unknown {
    const parsed = schema.safeParse(answer);
    if (parsed.success) return parsed.data;
    throw new AppError('WORKSPACE_UNAVAILABLE', 'The workspace gave an answer Berth does not understand.', {
      cause: parsed.error,
    });
  }

  async #followEvents(): Promise<void> {
    const socket = await this.#client.openWebSocket('/events', (data) =>
      this.#announce(data.toString('utf8')),
    );
    const end = () => socket.terminate();
    this.#closed.signal.addEventListener('abort', end, { once: true });
    socket.on('error', end);
    socket.on('close', () => {
      this.#closed.signal.removeEventListener('abort', end);
      this.#reconnectEvents();
    });
    if (this.#closed.signal.aborted) end();
  }

  #reconnectEvents(): void {
    if (this.#closed.signal.aborted) return;
    const timer = setTimeout(() => {
      this.#followEvents().catch(() => this.#reconnectEvents());
    }, RECONNECT_MS);
    timer.unref();
  }

  #announce(text: string): void {
    const parsed = agentEventSchema.safeParse(safeJson(text));
    if (!parsed.success) {
      this.#log.warn({ projectId: this.projectId }, 'an agent announced something unknown');
      return;
    }
    for (const listener of this.#listeners) listener(parsed.data);
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
