import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { createInterface } from 'node:readline';
import type { Duplex, Readable } from 'node:stream';
import { AGENT_PROTOCOL_VERSION, type AgentHello, agentHelloSchema } from '@berth/protocol/agent';
import { CALL_LINK_PATH, callLinkLimits } from '@berth/protocol/agent-call-link';
import { AppError, errorShapeSchema } from '@berth/protocol/error';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { OpenedSocket } from './call-connection';
import { CallLink } from './call-link';
import { stopped, unavailable } from './unavailable';

/** Bytes of one answer; an agent that sends more is cut off. */
const MAX_ANSWER_BYTES = callLinkLimits.answerBytes;
/** Characters of one line of a stream. */
const MAX_LINE_CHARS = 8 * 1024 * 1024;
/** Milliseconds a plain call may take before the agent counts as hung. */
const CALL_TIMEOUT_MS = 120_000;

export interface AgentRequest {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  path: string;
  headers?: Record<string, string>;
  body?: Readable | string;
  signal?: AbortSignal;
  /** Milliseconds until the answer's head must have arrived; none when absent. */
  timeoutMs?: number;
}

const errorAnswerSchema = z.object({ error: errorShapeSchema });
const streamLineSchema = z.union([
  z.object({ event: z.unknown() }),
  z.object({ result: z.unknown() }),
  errorAnswerSchema,
]);

class DuplexAgent extends HttpAgent {
  readonly #connect: () => Promise<Duplex>;

  constructor(connect: () => Promise<Duplex>, maxSockets: number) {
    super({ keepAlive: true, maxSockets, maxFreeSockets: Math.min(8, maxSockets) });
    this.#connect = connect;
  }

  override createConnection(
    _options: unknown,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    this.#connect().then(
      (stream) => callback?.(null, Object.assign(stream, 'ref' in stream ? {} : { ref: () => stream })),
      (error: Error) => callback?.(error, undefined as never),
    );
    return undefined;
  }

  // The streams need not be sockets: there is no TCP keep-alive or reference to manage.
  override keepSocketAlive(): boolean {
    return true;
  }
}

/** Speaks the agent's WebSockets and HTTP over any byte stream. What comes back is untrusted and bounded. */
export class AgentClient implements Disposable {
  readonly #connect: () => Promise<Duplex>;
  readonly #http: DuplexAgent;
  readonly #calls = new CallLink({
    open: (onMessage, signal) => this.#openWebSocket({ path: CALL_LINK_PATH, onMessage, signal }),
    timeoutMs: CALL_TIMEOUT_MS,
  });

  constructor(connect: () => Promise<Duplex>, maxConnections: number) {
    this.#connect = connect;
    this.#http = new DuplexAgent(() => connect(), maxConnections);
  }

  /** The version handshake. @throws AppError WORKSPACE_UNAVAILABLE when the agent speaks another version. */
  async hello(signal: AbortSignal): Promise<AgentHello> {
    const answer = await this.request({ method: 'GET', path: '/hello', signal, timeoutMs: 10_000 });
    const hello = agentHelloSchema.parse(JSON.parse(await readText(answer)));
    if (hello.protocol !== AGENT_PROTOCOL_VERSION) {
      throw new AppError(
        'WORKSPACE_UNAVAILABLE',
        'This workspace was started by another version of Berth. Stop it and open it again.',
      );
    }
    return hello;
  }

  /**
   * Asks over the call link; a large input, or one call too many for it, is `POST /call/<name>`. Returns the parsed JSON answer.
   * @throws AppError as the agent answered it, or WORKSPACE_UNAVAILABLE; the signal's reason once it aborts.
   */
  async call(name: string, input: unknown, signal?: AbortSignal): Promise<unknown> {
    this.#calls.throwIfClosed();
    const body = JSON.stringify(input);
    if (Buffer.byteLength(body) <= callLinkLimits.inputBytes && this.#calls.hasRoom) {
      return this.#calls.call({ name, input: body, signal });
    }
    try {
      return await this.#post(name, body, signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  }

  async #post(name: string, body: string, signal: AbortSignal | undefined): Promise<unknown> {
    const answer = await this.request({
      method: 'POST',
      path: `/call/${name}`,
      body,
      timeoutMs: CALL_TIMEOUT_MS,
      ...(signal ? { signal } : {}),
    });
    return parseJson(await readText(answer));
  }

  /** `POST /stream/<name>`: hands on each event in order, then returns the result. */
  async stream(
    name: string,
    input: unknown,
    options: { onEvent(event: unknown): void; signal?: AbortSignal },
  ): Promise<unknown> {
    const answer = await this.request({
      method: 'POST',
      path: `/stream/${name}`,
      body: JSON.stringify(input),
      ...(options.signal ? { signal: options.signal } : {}),
    });
    try {
      for await (const text of createInterface({ input: answer, crlfDelay: Number.POSITIVE_INFINITY })) {
        if (text.length > MAX_LINE_CHARS)
          throw new AppError('WORKSPACE_UNAVAILABLE', 'The workspace answered too much at once.');
        const line = streamLineSchema.parse(parseJson(text));
        if ('error' in line) throw AppError.fromShape(line.error);
        if ('result' in line) return line.result;
        options.onEvent(line.event);
      }
    } catch (error) {
      options.signal?.throwIfAborted();
      if (error instanceof AppError) throw error;
      throw stopped(error);
    }
    options.signal?.throwIfAborted();
    throw stopped('the stream ended without a result');
  }

  /** A raw exchange; the answer's body is the caller's to read. @throws AppError as the agent answered it. */
  async request(options: AgentRequest): Promise<IncomingMessage> {
    const { method, path, headers, body, signal, timeoutMs } = options;
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const contentType = typeof body === 'string' ? { 'content-type': 'application/json' } : {};
      const outgoing = httpRequest({
        agent: this.#http,
        method,
        path,
        headers: { host: 'agent', ...contentType, ...headers },
      });
      outgoing.on('response', resolve);
      bound(outgoing, { signal, timeoutMs, reject });
      if (body === undefined || typeof body === 'string') outgoing.end(body);
      else {
        body.on('error', (error) => outgoing.destroy(error));
        body.pipe(outgoing);
      }
    });
    if ((answer.statusCode ?? 500) < 400) return answer;
    throw await refusal(answer);
  }

  /** A WebSocket to the agent, open. `onMessage` is attached before the first message can arrive. */
  async openWebSocket(
    path: string,
    onMessage: (data: Buffer, isBinary: boolean) => void,
  ): Promise<WebSocket> {
    return (await this.#openWebSocket({ path, onMessage })).socket;
  }

  /** Once the signal aborts, nothing is left open. */
  async #openWebSocket({ path, onMessage, signal }: WebSocketRequest): Promise<OpenedSocket> {
    const stream = await this.#connect();
    const socket = new WebSocket(`ws://agent${path}`, {
      createConnection: (() => stream) as never,
      perMessageDeflate: false,
      maxPayload: MAX_ANSWER_BYTES,
    });
    socket.on('message', (data, isBinary) => onMessage(data as Buffer, isBinary));
    const end = (): void => {
      socket.terminate();
      stream.destroy();
    };
    signal?.addEventListener('abort', end);
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once('open', resolve);
        socket.once('error', (cause) => reject(unavailable(cause)));
        if (signal?.aborted) end();
      });
    } finally {
      signal?.removeEventListener('abort', end);
    }
    return { socket, stream };
  }

  [Symbol.dispose](): void {
    this.#calls[Symbol.dispose]();
    this.#http.destroy();
  }
}

interface WebSocketRequest {
  path: string;
  onMessage(data: Buffer, isBinary: boolean): void;
  signal?: AbortSignal;
}

interface Bounds {
  signal: AbortSignal | undefined;
  timeoutMs: number | undefined;
  reject(error: AppError): void;
}

/** Ends a request when the signal aborts or no answer begins in time, and tells of its errors. */
function bound(outgoing: ClientRequest, { signal, timeoutMs, reject }: Bounds): void {
  endOn(signal, outgoing);
  outgoing.on('error', (cause) => reject(cause instanceof AppError ? cause : unavailable(cause)));
  if (timeoutMs === undefined) return;
  const timer = setTimeout(() => outgoing.destroy(unavailable(`no answer in ${timeoutMs} ms`)), timeoutMs);
  outgoing.on('close', () => clearTimeout(timer));
}

/** Ends a request or a stream when the signal aborts. Handing the signal to `http.request` costs a tenth of a small call's time. */
function endOn(signal: AbortSignal | undefined, outgoing: ClientRequest | Duplex): void {
  if (!signal) return;
  const end = (): void => {
    outgoing.destroy(unavailable(signal.reason));
  };
  if (signal.aborted) end();
  signal.addEventListener('abort', end);
  outgoing.on('close', () => signal.removeEventListener('abort', end));
}

/** The error that the agent answered. */
async function refusal(answer: IncomingMessage): Promise<AppError> {
  const parsed = errorAnswerSchema.safeParse(parseJson(await readText(answer)));
  return parsed.success ? AppError.fromShape(parsed.data.error) : unavailable(`status ${answer.statusCode}`);
}

async function readText(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer) {
      size += (chunk as Buffer).length;
      if (size > MAX_ANSWER_BYTES)
        throw new AppError('TOO_LARGE', 'The workspace answered more than Berth takes at once.');
      chunks.push(chunk as Buffer);
    }
  } catch (cause) {
    throw cause instanceof AppError ? cause : unavailable(cause);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unavailable(cause);
  }
}
