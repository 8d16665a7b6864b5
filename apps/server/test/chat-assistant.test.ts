import type { ChatMessage } from '@berth/protocol/chat-message';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endAnswer, ModelServer, type Reply, refuse, say, sendText } from './support/model-server';
import { emit, errorOf, TestApp } from './support/test-app';

let model: ModelServer;
let app: TestApp;
beforeAll(async () => {
  model = await ModelServer.start();
  app = await TestApp.start({
    BERTH_AI_BASE_URL: model.baseUrl,
    BERTH_AI_MODEL: 'test-model',
    BERTH_AI_API_KEY: 'secret-key',
    BERTH_LOG_LEVEL: 'silent',
  });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await model[Symbol.asyncDispose]();
});

const chat = () => app.client().chat;
let sessionId: string;
let count = 0;
beforeEach(async () => {
  sessionId = `session-${count++}`;
  await ask('Hello?');
});

async function ask(content: string): Promise<void> {
  await chat().append.mutate({ sessionId, create: {}, messages: [{ type: 'user', content }] });
}

interface Delta {
  messageId: string;
  offset: number;
  text: string;
}

/** What one viewer sees of the session's answers: the text put together, and how each ended. */
class Viewer {
  readonly texts = new Map<string, string>();
  readonly #ended = new Map<string, (message: ChatMessage) => void>();
  #onText: (() => void)[] = [];

  constructor(readonly socket: Socket) {
    socket.on('chat_delta', ({ messageId, offset, text }: Delta) => {
      const known = this.texts.get(messageId) ?? '';
      expect(offset).toBeLessThanOrEqual(known.length);
      this.texts.set(messageId, known.slice(0, offset) + text);
      for (const check of this.#onText) check();
    });
    socket.on('chat_messages', ({ messages }: { messages: ChatMessage[] }) => {
      for (const message of messages)
        if (message.status !== 'streaming') this.#ended.get(message.id)?.(message);
    });
  }

  static async open(): Promise<Viewer> {
    const viewer = new Viewer(await app.socket());
    await emit(viewer.socket, 'chat_subscribe', { sessionId });
    return viewer;
  }

  end(messageId: string): Promise<ChatMessage> {
    return new Promise((resolve) => this.#ended.set(messageId, resolve));
  }

  /** Resolves when the answer has come to hold `text`. */
  text(messageId: string, text: string): Promise<void> {
    return new Promise((resolve) => {
      const check = () => this.texts.get(messageId)?.includes(text) && resolve();
      this.#onText.push(check);
      check();
    });
  }
}

async function answerWith(...replies: Reply[]): Promise<ChatMessage> {
  model.next(...replies);
  const viewer = await Viewer.open();
  const ended = viewer.end('answer');
  await chat().answer.mutate({ sessionId, messageId: 'answer' });
  return ended;
}

const lastMessage = async () => (await chat().get.query({ sessionId })).messages.at(-1);

describe('an answer', () => {
  it('streams to two viewers alike, and is stored with tokens and time', async () => {
    const viewers = [await Viewer.open(), await Viewer.open()];
    const ends = viewers.map((viewer) => viewer.end('a'));
    model.next(say('Hello ', '👋 ', 'person.'));
    const { message } = await chat().answer.mutate({ sessionId, messageId: 'a' });
    expect(message).toMatchObject({ status: 'streaming', content: '', type: 'assistant' });
    const [one, two] = await Promise.all(ends);
    expect(one).toEqual(two);
    expect(one).toMatchObject({
      status: 'complete',
      content: 'Hello 👋 person.',
      metadata: {
        model: 'test-model',
        inputTokens: 12,
        outputTokens: 34,
        finishReason: 'stop',
        durationMs: expect.any(Number),
      },
    });
    for (const { texts } of viewers) expect(texts.get('a')).toBe('Hello 👋 person.');
    expect(await lastMessage()).toEqual(one);
    expect((await chat().history.query({ query: 'person' })).sessions.map(({ id }) => id)).toContain(
      sessionId,
    );
  });

  it('is begun once by its id, and one at a time', async () => {
    let finish = () => {};
    model.next((response) => {
      sendText(response, 'slowly');
      finish = () => endAnswer(response);
    });
    const viewer = await Viewer.open();
    const ended = viewer.end('a');
    const start = () => chat().answer.mutate({ sessionId, messageId: 'a' });
    const asked = model.requests.length;
    await Promise.all([start(), start(), start()]);
    expect((await errorOf(chat().answer.mutate({ sessionId, messageId: 'b' }))).code).toBe('CONFLICT');
    await viewer.text('a', 'slowly');
    finish();
    await ended;
    expect((await start()).message.status).toBe('complete');
    expect(model.requests.length).toBe(asked + 1);
  });

  it('is read whole by one who comes in the middle, and can be stopped', async () => {
    let gone: AbortSignal | undefined;
    model.next((response, _request, signal) => {
      gone = signal;
      sendText(response, 'as far as this');
    });
    const viewer = await Viewer.open();
    const ended = viewer.end('a');
    await chat().answer.mutate({ sessionId, messageId: 'a' });
    await viewer.text('a', 'as far as this');
    expect(await lastMessage()).toMatchObject({ status: 'streaming', content: 'as far as this' });
    expect(await chat().stop.mutate({ sessionId, messageId: 'a' })).toEqual({ stopped: true });
    expect(await ended).toMatchObject({
      status: 'interrupted',
      content: 'as far as this',
      metadata: { reason: 'You stopped it.' },
    });
    expect(await chat().stop.mutate({ sessionId, messageId: 'a' })).toEqual({ stopped: false });
    if (!gone?.aborted) await new Promise((resolve) => gone?.addEventListener('abort', resolve));
  });

  it('is interrupted by a restart of the server, says so, and can be asked for again', async () => {
    model.next((response) => sendText(response, 'before the restart'));
    const viewer = await Viewer.open();
    await chat().answer.mutate({ sessionId, messageId: 'a' });
    await viewer.text('a', 'before the restart');
    await app.stopServer();
    await app.startServer();
    expect(await lastMessage()).toMatchObject({
      status: 'interrupted',
      content: 'before the restart',
      metadata: { reason: expect.stringContaining('server stopped') },
    });
    expect(await answerWith(say('again'))).toMatchObject({ status: 'complete', content: 'again' });
    const sent = model.requests.at(-1)?.body.messages.map(({ content }) => content);
    expect(sent?.slice(1)).toEqual(['Hello?']);
  });

  it('ends with its session', async () => {
    let gone: AbortSignal | undefined;
    model.next((response, _request, signal) => {
      gone = signal;
      sendText(response, 'x');
    });
    const viewer = await Viewer.open();
    await chat().answer.mutate({ sessionId, messageId: 'a' });
    await viewer.text('a', 'x');
    await chat().delete.mutate({ sessionId });
    if (!gone?.aborted) await new Promise((resolve) => gone?.addEventListener('abort', resolve));
  });
});

it('is sent the conversation with files and selections, and the key goes to the model’s server only', async () => {
  await chat().append.mutate({
    sessionId,
    messages: [
      {
        type: 'user',
        content: 'What is this?',
        parts: [
          {
            type: 'selection',
            source: 'editor',
            path: 'src/a.ts',
            startLine: 3,
            endLine: 4,
            text: 'const a = 1;\n```',
          },
          { type: 'text', text: 'What is this?' },
        ],
        files: [{ name: 'b.md', path: 'docs/b.md', type: 'file', size: 5, content: '# B' }],
      },
    ],
  });
  const answer = await answerWith(say('It is code.'));
  const request = model.requests.at(-1);
  expect(request?.authorization).toBe('Bearer secret-key');
  expect(request?.body).toMatchObject({ model: 'test-model', stream: true });
  const last = request?.body.messages.at(-1)?.content;
  expect(last).toContain('The file docs/b.md:\n```\n# B\n```');
  expect(last).toContain('Selected in src/a.ts, lines 3 to 4:\n````\nconst a = 1;\n```\n````');
  expect(last).toContain('What is this?');
  const told = JSON.stringify([answer, await chat().status.query(), await chat().get.query({ sessionId })]);
  expect(told).not.toContain('secret-key');
  expect(told).not.toContain(model.baseUrl);
});

describe('on a bad day', () => {
  it('429 and 500 are tried again', async () => {
    expect(await answerWith(refuse(429), refuse(500), say('third time'))).toMatchObject({
      status: 'complete',
      content: 'third time',
    });
  });

  it.each([
    [429, 'limit or quota'],
    [500, 'failed (500)'],
  ])('%i for good fails with what to do', async (status, reason) => {
    expect(await answerWith(refuse(status), refuse(status), refuse(status))).toMatchObject({
      status: 'failed',
      content: '',
      metadata: { reason: expect.stringContaining(reason) },
    });
  });

  it('a refused key fails at once', async () => {
    const answer = await answerWith(refuse(401));
    expect(answer).toMatchObject({
      status: 'failed',
      metadata: { reason: expect.stringContaining('BERTH_AI_API_KEY') },
    });
    expect(JSON.stringify(answer)).not.toContain('secret-key');
  });

  it('a cut stream keeps what had arrived', async () => {
    const answer = await answerWith((response) => {
      sendText(response, 'half of ');
      setImmediate(() => response.socket?.resetAndDestroy());
    });
    expect(answer).toMatchObject({
      status: 'interrupted',
      content: 'half of ',
      metadata: { reason: expect.stringContaining('closed the connection') },
    });
  });

  it('a stream that ends without a finish is not called complete', async () => {
    const answer = await answerWith((response) => {
      sendText(response, 'half of ');
      response.end();
    });
    expect(answer).toMatchObject({
      status: 'interrupted',
      content: 'half of ',
      metadata: { reason: expect.stringContaining('closed the connection') },
    });
  });

  it('a model that falls silent is given up', async () => {
    model.next((response) => sendText(response, 'well… '));
    expect(await firstAnswer({ BERTH_AI_BASE_URL: model.baseUrl, BERTH_AI_IDLE_SECONDS: '3' })).toMatchObject(
      {
        status: 'interrupted',
        content: 'well… ',
        metadata: { reason: expect.stringContaining('stopped sending') },
      },
    );
  });

  it('malformed events fail, with what came before them kept', async () => {
    const answer = await answerWith((response) => {
      sendText(response, 'fine, then ');
      response.write('data: {"choices": [{"delta": {"content": 5}}]}\n\n');
      response.end('data: not json at all\n\n');
    });
    expect(answer).toMatchObject({
      status: 'interrupted',
      content: 'fine, then ',
      metadata: { reason: expect.stringContaining('not an answer') },
    });
    const html = await answerWithFresh((response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<h1>Welcome to the captive portal</h1>');
    });
    expect(html).toMatchObject({ status: 'failed', content: '' });
  });

  it('a refused connection says where to look', async () => {
    expect(await firstAnswer({ BERTH_AI_BASE_URL: 'http://127.0.0.1:9/v1' })).toMatchObject({
      status: 'failed',
      metadata: { reason: expect.stringContaining('cannot be reached') },
    });
  });
});

/** How the first answer ends that a server with these settings is asked for. */
async function firstAnswer(environment: Record<string, string>): Promise<ChatMessage> {
  await using other = await TestApp.start({
    BERTH_AI_MODEL: 'another',
    BERTH_LOG_LEVEL: 'silent',
    ...environment,
  });
  const client = other.client().chat;
  await client.append.mutate({ sessionId: 's', create: {}, messages: [{ type: 'user', content: 'hi' }] });
  const socket = await other.socket();
  await emit(socket, 'chat_subscribe', { sessionId: 's' });
  const ended = new Promise<ChatMessage>((resolve) => {
    socket.on('chat_messages', ({ messages }: { messages: ChatMessage[] }) => {
      for (const message of messages) if (message.status !== 'streaming') resolve(message);
    });
  });
  await client.answer.mutate({ sessionId: 's', messageId: 'a' });
  return await ended;
}

async function answerWithFresh(reply: Reply): Promise<ChatMessage> {
  sessionId = `session-${count++}`;
  await ask('Hello?');
  return answerWith(reply);
}
