import { join } from 'node:path';
import { openDatabase } from '@berth/db/open';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emit, errorOf, TestApp } from './support/test-app';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app[Symbol.asyncDispose]());

const chat = () => app.client().chat;
const message = (id: string, content: string) => ({ id, type: 'user', content });

describe('chat.save', () => {
  it('keeps everything that is given, exactly', async () => {
    const given = {
      id: 'any reasonable/string:1 ✓',
      title: 'A “title”',
      projectId: 'abcdefghijkl',
      messages: [
        { id: 'a', type: 'user', content: '', createdAt: '2020-02-29T23:59:59.123456Z' },
        {
          id: 'b',
          type: 'assistant',
          content: '👩‍👩‍👧 \u0000 end\r\n',
          agentId: 'agent-7',
          metadata: { a: [1, null, 'é'] },
        },
        { id: 'c', type: 'tool', content: 'x'.repeat(4 * 1024 * 1024), metadata: 0 },
        {
          id: 'd',
          type: 'user',
          content: "'; DROP TABLE chat_messages; --",
          createdAt: '2020-01-01T00:00:00+02:00',
        },
      ],
      files: [
        { name: 'a.ts', path: 'src/a.ts', type: 'file', size: 3, mimeType: 'text/plain', content: 'abc' },
        { name: 'empty', path: 'empty', type: 'file', size: 0, content: '' },
        { name: 'none', path: 'none', type: 'directory', size: 12 },
        { name: 'same', path: 'none', type: 'file', size: 3, content: 'abc' },
      ],
    };
    expect(await chat().save.mutate({ session: given })).toEqual({ sessionId: given.id });
    const got = await chat().get.query({ sessionId: given.id });
    expect(got).toMatchObject({
      id: given.id,
      title: given.title,
      projectId: given.projectId,
      messageCount: 4,
      fileCount: 4,
    });
    expect(got.messages).toMatchObject(given.messages);
    expect(got.files).toMatchObject(given.files);
    expect(got.nextCursor).toBeNull();
    await chat().save.mutate({ session: got as never });
    expect(await chat().get.query({ sessionId: given.id })).toEqual(got);
  });

  it('updates on the same id, adds what is new and removes nothing', async () => {
    const { sessionId } = await chat().save.mutate({
      session: {
        messages: [
          { type: 'user', content: 'one' },
          { type: 'assistant', content: 'two' },
        ],
      },
    });
    await chat().append.mutate({ sessionId, messages: [message('late', 'late')] });
    await chat().save.mutate({
      session: {
        id: sessionId,
        title: 'New title',
        messages: [
          { type: 'user', content: 'ONE' },
          { type: 'assistant', content: 'two', agentId: 'x' },
        ],
        files: [{ name: 'f', path: 'f', type: 'file', size: 1, content: 'f' }],
      },
    });
    const got = await chat().get.query({ sessionId });
    expect(got.title).toBe('New title');
    expect(got.messages.map(({ content, agentId }) => [content, agentId])).toEqual([
      ['ONE', null],
      ['two', 'x'],
      ['late', null],
    ]);
    expect(got.files).toMatchObject([{ path: 'f', content: 'f' }]);
  });

  it('is idempotent, with and without ids', async () => {
    const session = {
      id: 'idempotent',
      messages: [message('m', 'a'), { type: 'user', content: 'same' }, { type: 'user', content: 'same' }],
      files: [{ name: 'f', path: 'f', type: 'file', size: 1, content: 'f' }],
    };
    await chat().save.mutate({ session });
    const first = await chat().get.query({ sessionId: session.id });
    await chat().save.mutate({ session });
    expect(await chat().get.query({ sessionId: session.id })).toEqual(first);
    expect(first.messages.map(({ content }) => content)).toEqual(['a', 'same', 'same']);
  });

  it('answers a limit, half a surrogate pair, a repeated id or an unknown field with an error', async () => {
    const refused = async (session: object) =>
      (await errorOf(chat().save.mutate({ session: session as never }))).code;
    expect(await refused({ messages: [{ type: 'user', content: 'x'.repeat(4 * 1024 * 1024 + 1) }] })).toBe(
      'INVALID_INPUT',
    );
    expect(await refused({ messages: [{ type: 'user', content: '\ud800' }] })).toBe('INVALID_INPUT');
    expect(await refused({ messages: [message('m', 'a'), message('m', 'b')] })).toBe('INVALID_INPUT');
    expect(await refused({ colour: 'red' })).toBe('INVALID_INPUT');
    expect(await refused({ id: '' })).toBe('INVALID_INPUT');
    expect(await refused({ id: 'a\nb' })).toBe('INVALID_INPUT');
  });
});

describe('chat.append', () => {
  it('is exactly once by the client’s ids, also at the same time', async () => {
    const sessionId = 'append-once';
    const append = () =>
      chat().append.mutate({
        sessionId,
        create: { projectId: 'p' },
        messages: [message('1', 'first line\nsecond'), message('2', 'b')],
      });
    const answers = await Promise.all(Array.from({ length: 8 }, append));
    for (const answer of answers) expect(answer.messages).toEqual(answers[0]?.messages);
    const got = await chat().get.query({ sessionId });
    expect(got.messages.map(({ id }) => id)).toEqual(['1', '2']);
    expect(got).toMatchObject({ title: 'first line', projectId: 'p', messageCount: 2 });
    const conflict = errorOf(chat().append.mutate({ sessionId, messages: [message('1', 'other')] }));
    expect((await conflict).code).toBe('CONFLICT');
  });

  it('answers NOT_FOUND for a session that is not there', async () => {
    const nowhere = { sessionId: 'nowhere' };
    const calls: (() => Promise<unknown>)[] = [
      () => chat().append.mutate({ ...nowhere, messages: [message('1', 'a')] }),
      () => chat().get.query(nowhere),
      () => chat().delete.mutate(nowhere),
      () => chat().restore.mutate(nowhere),
      () => chat().rename.mutate({ ...nowhere, title: 'x' }),
      () => chat().export.query({ ...nowhere, format: 'json' }),
    ];
    for (const call of calls) expect((await errorOf(call())).code).toBe('NOT_FOUND');
  });
});

it('pages a session from its newest messages back', async () => {
  const sessionId = 'paged';
  const messages = Array.from({ length: 25 }, (_, i) => message(`m${i}`, `text ${i}`));
  await chat().save.mutate({
    session: { id: sessionId, messages, files: [{ name: 'f', path: 'f', type: 'f', size: 1, content: 'f' }] },
  });
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<ReturnType<typeof chat>['get']['query']>> = await chat().get.query({
      sessionId,
      limit: 10,
      cursor,
    });
    expect(page.files).toHaveLength(cursor ? 0 : 1);
    seen.unshift(...page.messages.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual(messages.map(({ id }) => id));
});

describe('chat.history', () => {
  it('pages newest first, by project, and finds words in titles and messages', async () => {
    const projectId = 'historyabcde';
    for (let i = 0; i < 5; i++) {
      await chat().save.mutate({
        session: {
          id: `h${i}`,
          title: `Topic ${i}`,
          projectId,
          messages: [message('m', `Der Straßenname heißt Café Nummer${i} "quoted" a*b`)],
        },
      });
    }
    await chat().append.mutate({ sessionId: 'h1', messages: [message('n', 'zebra crossing')] });
    const ids = async (input: object) => {
      const all: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<ReturnType<typeof chat>['history']['query']>> =
          await chat().history.query({ projectId, limit: 2, cursor, ...input });
        all.push(...page.sessions.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor);
      return all;
    };
    expect(await ids({})).toEqual(['h1', 'h4', 'h3', 'h2', 'h0']);
    expect(await ids({ query: 'cafe' })).toEqual(['h1', 'h4', 'h3', 'h2', 'h0']);
    expect(await ids({ query: 'topic 3' })).toEqual(['h3']);
    expect(await ids({ query: 'nummer4 strassen' })).toEqual([]);
    expect(await ids({ query: 'numm' })).toEqual(['h1', 'h4', 'h3', 'h2', 'h0']);
    expect(await ids({ query: 'numm ' })).toEqual([]);
    for (const query of ['"', '* NEAR( OR', ') AND (', 'content:zebra', '-zebra', '"unclosed'])
      await ids({ query });
    const { sessions } = await chat().history.query({ query: 'ZEBRA' });
    expect(sessions).toMatchObject([
      {
        id: 'h1',
        messageCount: 2,
        snippet: {
          messageId: 'n',
          pieces: [
            { text: 'zebra', match: true },
            { text: ' crossing', match: false },
          ],
        },
      },
    ]);
    await chat().rename.mutate({ sessionId: 'h0', title: 'Renamed' });
    expect(await ids({ query: 'renamed' })).toEqual(['h0']);
    expect((await ids({}))[0]).toBe('h0');
  });

  it('hides a deleted session until it is restored', async () => {
    await chat().save.mutate({
      session: { id: 'del', projectId: 'delproject', messages: [message('m', 'giraffe')] },
    });
    await chat().delete.mutate({ sessionId: 'del' });
    const found = async () => (await chat().history.query({ query: 'giraffe' })).sessions.length;
    expect(await found()).toBe(0);
    expect((await errorOf(chat().get.query({ sessionId: 'del' }))).code).toBe('NOT_FOUND');
    expect((await errorOf(chat().delete.mutate({ sessionId: 'del' }))).code).toBe('NOT_FOUND');
    await chat().restore.mutate({ sessionId: 'del' });
    expect(await found()).toBe(1);
    await chat().delete.mutate({ sessionId: 'del' });
    await chat().save.mutate({ session: { id: 'del', messages: [] } });
    expect((await chat().get.query({ sessionId: 'del' })).messages).toEqual([]);
    expect(await found()).toBe(0);
  });
});

it('erases a deleted chat for good after a week, with its messages and files', async () => {
  const file = { name: 'f', path: 'f', type: 'f', size: 1, content: 'only in the deleted chat' };
  for (const id of ['expired', 'restorable']) {
    await chat().save.mutate({
      session: { id, messages: [message('m', 'x')], files: id === 'expired' ? [file] : [] },
    });
    await chat().delete.mutate({ sessionId: id });
  }
  const { $client: client } = openDatabase(join(app.dataDir, 'berth.db'));
  try {
    const count = (query: string, value: string) => client.prepare(query).pluck().get(value);
    const contents = () => count('SELECT count(*) FROM file_contents WHERE content = ?', file.content);
    expect(contents()).toBe(1);
    await app.stopServer();
    client
      .prepare(`UPDATE chat_sessions SET deleted_at = ? WHERE id = 'expired'`)
      .run(new Date(Date.now() - 8 * 24 * 60 * 60 * 1_000).toISOString());
    await app.startServer();
    await expect.poll(() => count('SELECT count(*) FROM chat_sessions WHERE id = ?', 'expired')).toBe(0);
    await expect.poll(contents).toBe(0);
  } finally {
    client.close();
  }
  expect((await errorOf(chat().restore.mutate({ sessionId: 'expired' }))).code).toBe('NOT_FOUND');
  expect(await chat().restore.mutate({ sessionId: 'restorable' })).toMatchObject({ messageCount: 1 });
});

it('exports Markdown to read and JSON that can be saved again', async () => {
  await chat().save.mutate({
    session: {
      id: 'exp',
      title: 'To keep',
      messages: [message('m', '# hi')],
      files: [{ name: 'f', path: 'f', type: 'f', size: 1, content: 'f' }],
    },
  });
  const markdown = await chat().export.query({ sessionId: 'exp', format: 'markdown' });
  expect(markdown).toMatchObject({ name: 'To-keep.md', content: expect.stringContaining('# hi') });
  const json = JSON.parse((await chat().export.query({ sessionId: 'exp', format: 'json' })).content);
  await chat().save.mutate({ session: { ...json, id: 'exp2' } });
  const got = await chat().get.query({ sessionId: 'exp2' });
  expect(got).toMatchObject({ title: 'To keep', messages: [{ content: '# hi' }], files: [{ content: 'f' }] });
});

it('tells viewers the committed rows, and everyone the session', async () => {
  const [viewer, other] = [await app.socket(), await app.socket()];
  const next = (socket: typeof viewer, name: string) =>
    new Promise<never>((resolve) => socket.once(name, resolve));
  expect(await emit(viewer, 'chat_subscribe', { sessionId: 'live' })).toEqual({ ok: true });
  const rows = next(viewer, 'chat_messages');
  const summary = next(other, 'chat_session_changed');
  other.on('chat_messages', () => expect.unreachable());
  const { messages, revision } = await chat().append.mutate({
    sessionId: 'live',
    create: {},
    messages: [message('m', 'hello')],
  });
  expect(await rows).toEqual({ sessionId: 'live', revision, messages, files: [] });
  expect(await summary).toMatchObject({
    sessionId: 'live',
    revision,
    session: { title: 'hello', messageCount: 1 },
  });
  const deleted = next(other, 'chat_session_changed');
  await chat().delete.mutate({ sessionId: 'live' });
  expect(await deleted).toMatchObject({ sessionId: 'live', session: null });
});

it('keeps chats of a project that is deleted', async () => {
  const project = await app.client().project.create.mutate({ name: 'Gone soon' });
  await chat().save.mutate({
    session: { id: 'outlives', projectId: project.id, messages: [message('m', 'kept')] },
  });
  await app.client().project.delete.mutate({ projectId: project.id, deleteFiles: true });
  expect(await chat().get.query({ sessionId: 'outlives' })).toMatchObject({
    projectId: project.id,
    messageCount: 1,
  });
});

it('says that no model is configured, and keeps the message', async () => {
  expect(await chat().status.query()).toEqual({ assistant: null, setAside: [] });
  await chat().append.mutate({ sessionId: 'no-model', create: {}, messages: [message('m', 'anyone?')] });
  expect((await errorOf(chat().answer.mutate({ sessionId: 'no-model' }))).message).toContain(
    'BERTH_AI_BASE_URL',
  );
  expect((await chat().get.query({ sessionId: 'no-model' })).messages).toHaveLength(1);
});
