import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emit, TestApp } from './support/test-app';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app[Symbol.asyncDispose]());

/** How a handshake with this `auth` ends: `connected`, or the error's code. */
async function handshake(auth: Record<string, unknown>): Promise<string> {
  const socket = io(app.app.url, { auth, transports: ['websocket'], forceNew: true, reconnection: false });
  const outcome = await new Promise<string>((resolve) => {
    socket.once('connect', () => resolve('connected'));
    socket.once('connect_error', (error) => {
      const { data } = error as Error & { data?: { code?: string } };
      resolve(data?.code ?? error.message);
    });
  });
  socket.disconnect();
  return outcome;
}

/** Anything the types would not allow. */
const raw = (socket: Socket, name: string, ...args: unknown[]) =>
  socket.timeout(30_000).emitWithAck(name, ...args) as Promise<{ ok: boolean; error?: { code: string } }>;

it('needs the token in the handshake', async () => {
  expect(await handshake({ token: app.app.token })).toBe('connected');
  for (const auth of [
    {},
    { token: '' },
    { token: 'x' },
    { token: null },
    { token: { length: 43 } },
    { token: [app.app.token] },
  ]) {
    expect(await handshake(auth)).toBe('UNAUTHORIZED');
  }
});

it('answers unknown events, wrong types and hostile names with a code', async () => {
  const socket = await app.socket();
  for (const name of ['no_such_event', 'constructor', '__proto__', 'toString']) {
    expect(await raw(socket, name, {})).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
  }
  for (const input of [undefined, null, 7, 'text', [], { projectId: 7 }, { projectId: '../../../etc' }]) {
    expect(await raw(socket, 'project_subscribe', input)).toMatchObject({
      ok: false,
      error: { code: 'INVALID_INPUT' },
    });
  }
  expect(await emit(socket, 'project_subscribe', { projectId: 'aaaaaaaaaaaa' })).toMatchObject({
    ok: false,
    error: { code: 'NOT_FOUND' },
  });
});

it('survives clients that give no callback, no payload, or a callback in its place', async () => {
  const socket = await app.socket();
  socket.emit('project_subscribe');
  socket.emit('project_subscribe', { projectId: 'aaaaaaaaaaaa' });
  socket.emit('project_subscribe', { projectId: 'aaaaaaaaaaaa' }, 'no function', 7);
  socket.emit('no_such_event');
  const asPayload = await new Promise((resolve) => socket.emit('project_subscribe', resolve));
  expect(asPayload).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
  expect((await app.fetch('/healthz')).status).toBe(200);
  expect(socket.connected).toBe(true);
});

it('ends a connection that sends more than a message may have, and serves the others', async () => {
  const other = await app.socket();
  const socket = await app.socket();
  const closed = new Promise<string>((resolve) => socket.once('disconnect', resolve));
  socket.emit('project_subscribe', { projectId: 'x'.repeat(9 * 1024 * 1024) });
  await closed;
  expect(await raw(other, 'no_such_event', {})).toMatchObject({ ok: false });
});
