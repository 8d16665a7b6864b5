import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ModelRequest {
  authorization: string | undefined;
  body: { model: string; stream: boolean; messages: { role: string; content: string }[] };
}

/** Writes one answer. `signal` is aborted when the client goes away. */
export type Reply = (response: ServerResponse, request: ModelRequest, signal: AbortSignal) => unknown;

/** A real HTTP server that speaks the OpenAI streaming protocol, one scripted reply after the other. */
export class ModelServer implements AsyncDisposable {
  readonly requests: ModelRequest[] = [];
  readonly #replies: Reply[] = [];
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  static async start(): Promise<ModelServer> {
    const model = new ModelServer();
    model.#server.listen(0, '127.0.0.1');
    await once(model.#server, 'listening');
    return model;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  /** The next request is answered so. */
  next(...replies: Reply[]): void {
    this.#replies.push(...replies);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { authorization } = request.headers;
    const received: ModelRequest = {
      authorization,
      body: JSON.parse(Buffer.concat(chunks).toString('utf8')),
    };
    this.requests.push(received);
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const reply = this.#replies.shift();
    if (!reply) throw new Error('The model server was asked more often than it has replies.');
    await reply(response, received, gone.signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

/** One event of the stream. */
export function sendChunk(response: ServerResponse, choice: object, rest: object = {}): void {
  if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
  const chunk = {
    id: 'c',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, ...choice }],
  };
  response.write(`data: ${JSON.stringify({ ...chunk, ...rest })}\n\n`);
}

export function sendText(response: ServerResponse, content: string): void {
  sendChunk(response, { delta: { role: 'assistant', content } });
}

export function endAnswer(response: ServerResponse, finishReason = 'stop'): void {
  sendChunk(response, { delta: {}, finish_reason: finishReason });
  const usage = { prompt_tokens: 12, completion_tokens: 34, total_tokens: 46 };
  response.write(
    `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [], usage })}\n\n`,
  );
  response.end('data: [DONE]\n\n');
}

/** A whole answer in pieces. */
export function say(...pieces: string[]): Reply {
  return (response) => {
    for (const piece of pieces) sendText(response, piece);
    endAnswer(response);
  };
}

/** A refusal, as providers send it; it may be tried again after a hundredth of a second. */
export function refuse(status: number): Reply {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'retry-after-ms': '10' });
    response.end(
      JSON.stringify({ error: { message: 'secret-key was refused', type: 'x', param: null, code: null } }),
    );
  };
}
