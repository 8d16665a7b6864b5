import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CALL_LINK_PATH, callLinkLimits } from '@berth/protocol/agent-call-link';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { OpenedSocket } from './call-connection';
import { CallLink } from './call-link';
import { connectSocket } from './socket-connect';

interface Request {
  id: number;
  name?: string;
  input?: unknown;
  cancel?: true;
}

const STOPPED = { code: 'WORKSPACE_UNAVAILABLE', message: expect.stringContaining('stopped before') };
const SILENT = { code: 'WORKSPACE_UNAVAILABLE', message: expect.stringContaining('does not answer') };

/** What the other end is told, and how it answers; each test sets its own. */
let requests: Request[];
let sockets: WebSocket[];
let react: (request: Request, socket: WebSocket) => void;
let folder: string;
let http: Server;
let link: CallLink;

const answer = (socket: WebSocket, message: unknown): void => socket.send(JSON.stringify(message));
const echo = ({ id, input, cancel }: Request, socket: WebSocket): void => {
  if (!cancel) answer(socket, { id, result: input });
};
const silent = (): void => {};
const call = (input: unknown, signal?: AbortSignal): Promise<unknown> =>
  link.call({ name: 'echo', input: JSON.stringify(input), signal });

async function open(onMessage: (data: Buffer) => void): Promise<OpenedSocket> {
  const stream = await connectSocket(join(folder, 's'));
  const socket = new WebSocket(`ws://agent${CALL_LINK_PATH}`, {
    createConnection: (() => stream) as never,
    maxPayload: callLinkLimits.answerBytes,
  });
  socket.on('message', (data) => onMessage(data as Buffer));
  await once(socket, 'open');
  return { socket, stream };
}

beforeEach(async () => {
  requests = [];
  sockets = [];
  react = echo;
  folder = mkdtempSync(join(tmpdir(), 'berth-link-'));
  http = createServer().listen(join(folder, 's'));
  await once(http, 'listening');
  new WebSocketServer({ server: http, autoPong: false, maxPayload: 1024 * 1024 }).on(
    'connection',
    (socket) => {
      sockets.push(socket);
      socket.on('error', () => socket.terminate());
      socket.on('message', (data) => {
        const request = JSON.parse(String(data)) as Request;
        requests.push(request);
        react(request, socket);
      });
    },
  );
  link = new CallLink({ open, timeoutMs: 60_000 });
});
afterEach(async () => {
  vi.useRealTimers();
  link[Symbol.dispose]();
  for (const socket of sockets) socket.terminate();
  http.close();
  http.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

it('matches answers that come in any order, over one connection', async () => {
  react = (request, socket) => {
    if (requests.length < 40) return;
    for (const each of requests.toReversed()) echo(each, socket);
    expect(request.id).toBe(requests.at(-1)?.id);
  };
  const inputs = Array.from({ length: 40 }, (_, index) => ({ index }));
  expect(await Promise.all(inputs.map((input) => call(input)))).toEqual(inputs);
  expect(sockets).toHaveLength(1);
});

it('hands an error of the agent on', async () => {
  react = ({ id }, socket) => answer(socket, { id, error: { code: 'NOT_FOUND', message: 'There is no x.' } });
  await expect(call(1)).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'There is no x.' });
});

it('cancels an aborted call with the reason of its signal, and ignores its answer', async () => {
  await call(0);
  react = silent;
  const abort = new AbortController();
  const given = call(1, abort.signal);
  await expect.poll(() => requests.length).toBe(2);
  abort.abort(new Error('given up'));
  await expect(given).rejects.toThrow('given up');
  await expect.poll(() => requests.at(-1)).toEqual({ id: requests[1]?.id, cancel: true });
  const [socket] = sockets;
  if (socket) answer(socket, { id: requests[1]?.id, result: 'late' });
  react = echo;
  expect(await call(2)).toBe(2);
  await expect(call(3, abort.signal)).rejects.toThrow('given up');
  expect(sockets).toHaveLength(1);
});

it('has room for as many calls as the agent takes, cancelled ones among them until they are answered', async () => {
  await call(0);
  react = silent;
  const abort = new AbortController();
  const calls = Array.from({ length: callLinkLimits.inFlight }, () => call(1, abort.signal));
  const ended = Promise.allSettled(calls);
  await Promise.resolve();
  expect(link.hasRoom).toBe(false);
  abort.abort(new Error('given up'));
  await ended;
  expect(link.hasRoom).toBe(false);
  await expect.poll(() => requests.length).toBe(1 + 2 * callLinkLimits.inFlight);
  const [socket] = sockets;
  for (const { id } of requests.slice(1, 1 + callLinkLimits.inFlight))
    if (socket) answer(socket, { id, result: null });
  await expect.poll(() => link.hasRoom).toBe(true);
});

it('counts the calls that wait for the connection', async () => {
  const calls = Array.from({ length: callLinkLimits.inFlight }, (_, index) => call(index));
  await Promise.resolve();
  expect(link.hasRoom).toBe(false);
  await Promise.all(calls);
  expect(link.hasRoom).toBe(true);
});

it('gives a call up after its time and goes on', async () => {
  await call(0);
  react = silent;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const slow = expect(call(1)).rejects.toMatchObject(SILENT);
  await vi.advanceTimersByTimeAsync(60_000);
  await slow;
  vi.useRealTimers();
  await expect.poll(() => requests.at(-1)?.cancel).toBe(true);
  react = echo;
  expect(await call(2)).toBe(2);
  expect(sockets).toHaveLength(1);
});

it('ends a connection that carries nothing any more, and opens another', async () => {
  await call(0);
  react = silent;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const hung = expect(call(1)).rejects.toMatchObject(SILENT);
  await vi.advanceTimersByTimeAsync(30_000);
  const later = expect(call(2)).rejects.toMatchObject(STOPPED);
  await vi.advanceTimersByTimeAsync(40_000);
  await Promise.all([hung, later]);
  vi.useRealTimers();
  react = echo;
  expect(await call(3)).toBe(3);
  expect(sockets).toHaveLength(2);
});

it('keeps a connection that answers a ping', async () => {
  await call(0);
  const [socket] = sockets;
  socket?.on('ping', () => socket.pong());
  react = silent;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const slow = expect(call(1)).rejects.toMatchObject(SILENT);
  const pinged = socket && once(socket, 'ping');
  await vi.advanceTimersByTimeAsync(60_000);
  await Promise.all([slow, pinged]);
  react = echo;
  expect(await call(2)).toBe(2);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await call(3)).toBe(3);
  expect(sockets).toHaveLength(1);
});

it('fails every call when the connection drops, and recovers', async () => {
  react = silent;
  const calls = [call(1), call(2)].map((each) => expect(each).rejects.toMatchObject(STOPPED));
  await expect.poll(() => requests.length).toBe(2);
  sockets[0]?.terminate();
  await Promise.all(calls);
  react = echo;
  expect(await call(3)).toBe(3);
  expect(sockets).toHaveLength(2);
});

it.each([
  ['no JSON', '{'],
  ['no answer', '"hello"'],
  ['an unknown key', '{"id":1,"result":1,"more":1}'],
  ['an id that is none', '{"id":"1","result":1}'],
  ['an error that is none', '{"id":1,"error":{"code":"WRONG","message":"x"}}'],
  ['bytes that are no text', Buffer.from([0xff, 0xfe])],
  ['too much', Buffer.alloc(callLinkLimits.answerBytes + 1, ' ')],
])('ends the connection when the agent sends %s', async (_what, message) => {
  react = (_request, socket) => socket.send(message, { binary: false });
  await expect(call(1)).rejects.toMatchObject(STOPPED);
  await expect.poll(() => sockets[0]?.readyState).toBe(WebSocket.CLOSED);
  react = echo;
  expect(await call(2)).toBe(2);
});

it('ignores answers to what it never asked', async () => {
  react = (request, socket) => {
    answer(socket, { id: request.id + 1000, result: 'unasked' });
    echo(request, socket);
    echo({ ...request, input: 'twice' }, socket);
  };
  expect(await call(1)).toBe(1);
  expect(await call(2)).toBe(2);
});

it('ends the connection of an agent that answers without reading', async () => {
  expect(await call('x')).toBe('x');
  const [socket] = sockets;
  socket?.pause();
  const input = 'x'.repeat(callLinkLimits.inputBytes - 2);
  const unread = async (): Promise<void> => {
    for (let id = 2; id < 1000; id++) {
      const given = call(input);
      if (socket) answer(socket, { id, result: id });
      expect(await given).toBe(id);
    }
  };
  await expect(unread()).rejects.toMatchObject(STOPPED);
  expect(await call('y')).toBe('y');
  expect(sockets).toHaveLength(2);
});

it('tells when it cannot be opened, and tries again at the next call', async () => {
  const refusing = new CallLink({ open: () => Promise.reject(new Error('no')), timeoutMs: 100 });
  await expect(refusing.call({ name: 'x', input: '1' })).rejects.toThrow('no');
  const hanging = new CallLink({ open: () => new Promise(() => {}), timeoutMs: 100 });
  await expect(hanging.call({ name: 'x', input: '1' })).rejects.toMatchObject(SILENT);
  await expect(hanging.call({ name: 'x', input: '1' })).rejects.toMatchObject(SILENT);
});

it('refuses calls once it is closed, and never opens again', async () => {
  react = silent;
  const running = expect(call(1)).rejects.toMatchObject(STOPPED);
  await expect.poll(() => requests.length).toBe(1);
  link[Symbol.dispose]();
  await running;
  await expect(call(2)).rejects.toMatchObject(STOPPED);
  await expect.poll(() => sockets[0]?.readyState).toBe(WebSocket.CLOSED);
  expect(sockets).toHaveLength(1);
});

it('closes a connection that is opened when it is closed', async () => {
  let opened: OpenedSocket | undefined;
  let proceed = silent;
  const held = new Promise<void>((resolve) => {
    proceed = resolve;
  });
  link = new CallLink({
    open: async (onMessage) => {
      opened = await open(onMessage);
      await held;
      return opened;
    },
    timeoutMs: 60_000,
  });
  const waiting = expect(call(1)).rejects.toMatchObject(STOPPED);
  await expect.poll(() => sockets.length).toBe(1);
  link[Symbol.dispose]();
  await waiting;
  proceed();
  await expect.poll(() => opened?.socket.readyState).toBe(WebSocket.CLOSED);
  await expect(call(2)).rejects.toMatchObject(STOPPED);
  expect(requests).toEqual([]);
});
