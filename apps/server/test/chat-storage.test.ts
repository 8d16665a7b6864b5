import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readdirSync, writeFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { openDatabase } from '@berth/db/open';
import { AppError } from '@berth/protocol/error';
import { afterEach, describe, expect, it } from 'vitest';
import { ChatStore } from '../src/chat/store/store';
import { createLogger } from '../src/log';
import { errorOf, TestApp } from './support/test-app';
import { Tmpfs } from './support/tmpfs';

const silent = { BERTH_LOG_LEVEL: 'silent' };
const message = (id: string, content: string) => ({ id, type: 'user', content });
let app: TestApp | undefined;
afterEach(async () => {
  await app?.[Symbol.asyncDispose]();
  app = undefined;
});

/** The server lives, and what needs no storage works: files of a running project, and reading chats. */
async function expectTheRestToWork(running: TestApp, projectId: string): Promise<void> {
  expect((await running.fetch('/healthz')).status).toBe(200);
  expect(await running.client().fs.list.query({ projectId })).toBeDefined();
  expect((await running.client().chat.get.query({ sessionId: 's' })).messages).toHaveLength(1);
}

async function startWithChat(environment: Record<string, string> = {}) {
  const running = await TestApp.start({ ...silent, ...environment });
  app = running;
  const project = await running.client().project.create.mutate({ name: 'Beside' });
  const append = (id: string, content = 'text') =>
    running.client().chat.append.mutate({ sessionId: 's', create: {}, messages: [message(id, content)] });
  await append('first');
  return { running, append, projectId: project.id };
}

it.skipIf(!Tmpfs.isPossible)(
  'a full disk: says so, the rest works, and the same message is stored once there is space',
  async () => {
    using disk = new Tmpfs(400);
    const { running, append, projectId } = await startWithChat({ BERTH_DATA_DIR: join(disk.path, 'data') });
    disk.fill();
    const large = 'x'.repeat(1024 * 1024);
    const error = await errorOf(append('second', large));
    expect(error).toMatchObject({ code: 'STORAGE_UNAVAILABLE', details: { storage: 'full' } });
    expect(error.message).toContain('full');
    await expectTheRestToWork(running, projectId);
    disk.free();
    await append('second', large);
    await append('second', large);
    const { messages } = await running.client().chat.get.query({ sessionId: 's' });
    expect(messages.map(({ id, content }) => [id, content.length])).toEqual([
      ['first', 4],
      ['second', large.length],
    ]);
    await app?.[Symbol.asyncDispose]();
    app = undefined;
  },
);

it('locked by another process: says so, the rest works, and the message is stored afterwards', async () => {
  const { running, append, projectId } = await startWithChat();
  const holder = spawn(
    process.execPath,
    [
      '-e',
      `const db = new (require(process.argv[1]))(process.argv[2]);
       db.exec('BEGIN IMMEDIATE'); process.stdout.write('held');
       process.stdin.once('data', () => { db.exec('ROLLBACK'); db.close(); process.exit(); });`,
      createRequire(import.meta.url).resolve('better-sqlite3'),
      join(running.dataDir, 'berth.db'),
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  await once(holder.stdout, 'data');
  const error = await errorOf(append('second'));
  expect(error).toMatchObject({ code: 'STORAGE_UNAVAILABLE', details: { storage: 'locked' } });
  await expectTheRestToWork(running, projectId);
  const released = once(holder, 'exit');
  holder.stdin.write('go');
  await released;
  await append('second');
  expect((await running.client().chat.get.query({ sessionId: 's' })).messages).toHaveLength(2);
});

it.skipIf(!Tmpfs.isPossible)(
  'a read-only database: says so, and stores again without a restart',
  async () => {
    using disk = new Tmpfs(50);
    const path = join(disk.path, 'berth.db');
    openDatabase(path).$client.close();
    disk.remount('ro');
    await using store = new ChatStore({ path, userId: 'anonymous' }, createLogger('silent'));
    const append = () =>
      store.run('append', { sessionId: 's', create: {}, messages: [message('m', 'text')] });
    const refused = await append().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(AppError);
    expect(refused).toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      details: { storage: expect.stringMatching(/read-only|unreadable/) },
    });
    disk.remount('rw');
    expect((await append()).result.messages).toMatchObject([{ id: 'm' }]);
    await store[Symbol.asyncDispose]();
  },
);

describe('a damaged database at start', () => {
  const messages = Array.from({ length: 3_000 }, (_, i) => message(`m${i}`, `message ${i} `.repeat(30)));

  async function damage(position: (path: string) => number, bytes: Buffer): Promise<TestApp> {
    const running = await TestApp.start(silent);
    app = running;
    await running.client().project.create.mutate({ name: 'Survivor' });
    await running.client().chat.save.mutate({ session: { id: 's', messages } });
    await running.stopServer();
    const path = join(running.dataDir, 'berth.db');
    writeSync(openSync(path, 'r+'), bytes, 0, bytes.length, position(path));
    await running.startServer();
    return running;
  }

  it('with a damaged page is set aside, what can be read is kept, and the person is told', async () => {
    const findPage = (path: string) => {
      const { $client } = openDatabase(path);
      const page = $client
        .prepare(
          `SELECT pageno FROM dbstat WHERE name = 'chat_messages' AND pagetype = 'leaf' LIMIT 1 OFFSET 100`,
        )
        .pluck()
        .get();
      $client.close();
      return (Number(page) - 1) * 4096;
    };
    const running = await damage(findPage, Buffer.alloc(4096, 0x5a));
    const { setAside } = await running.client().chat.status.query();
    expect(setAside).toHaveLength(1);
    expect(readdirSync(running.dataDir)).toContain(setAside[0]?.name);
    expect((await running.client().project.list.query()).projects).toMatchObject([{ name: 'Survivor' }]);
    const { messageCount } = await running.client().chat.get.query({ sessionId: 's', limit: 1 });
    expect(messageCount).toBeGreaterThan(2_900);
    expect(messageCount).toBeLessThan(3_000);
    await running.client().chat.append.mutate({ sessionId: 's', messages: [message('new', 'after')] });
    expect((await running.client().chat.history.query({ query: 'after' })).sessions).toHaveLength(1);
  });

  it('with a damaged header is set aside whole, and the server starts', async () => {
    const running = await damage(() => 0, Buffer.alloc(512, 0x5a));
    expect((await running.client().chat.status.query()).setAside).toHaveLength(1);
    expect((await running.client().chat.history.query({})).sessions).toEqual([]);
    await running
      .client()
      .chat.append.mutate({ sessionId: 's', create: {}, messages: [message('new', 'after')] });
  });
});

it('a page found damaged while running: says so, and the next start sets the database aside', async () => {
  const running = await TestApp.start(silent);
  app = running;
  const path = join(running.dataDir, 'berth.db');
  const messages = Array.from({ length: 2_000 }, (_, i) => message(`m${i}`, `message ${i} `.repeat(30)));
  await running.client().chat.save.mutate({ session: { id: 's', messages } });
  await running.stopServer();
  await running.startServer();
  const file = openSync(path, 'r+');
  for (let page = 5; page < 400; page++) writeSync(file, Buffer.alloc(4096, 0x5a), 0, 4096, page * 4096);
  const error = await errorOf(running.client().chat.get.query({ sessionId: 's' }));
  expect(error).toMatchObject({ code: 'STORAGE_UNAVAILABLE', details: { storage: 'corrupt' } });
  expect((await running.fetch('/healthz')).status).toBe(200);
  expect(readdirSync(running.dataDir)).toContain('berth.db.suspected');
  await running.stopServer();
  await running.startServer();
  expect((await running.client().chat.status.query()).setAside).toHaveLength(1);
  expect(readdirSync(running.dataDir)).not.toContain('berth.db.suspected');
});

it('refuses to start with the database of a newer version', async () => {
  const running = await TestApp.start(silent);
  app = running;
  await running.stopServer();
  const { $client } = openDatabase(join(running.dataDir, 'berth.db'));
  $client.exec(`INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 99999999999999)`);
  $client.close();
  await expect(running.startServer()).rejects.toMatchObject({
    code: 'STORAGE_UNAVAILABLE',
    details: { storage: 'newer' },
  });
  // A fresh one lets the test's own clean-up start the server.
  writeFileSync(join(running.dataDir, 'berth.db'), '');
});
