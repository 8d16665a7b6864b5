import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CallLinkAnswer, callLinkLimits } from '@berth/protocol/agent-call-link';
import { AppError } from '@berth/protocol/error';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { CallLink, type RunCall } from './call-link';

const MIB = 1024 * 1024;

let run: RunCall;
let folder: string;
let http: Server;
let agentSide: WebSocket;
let client: WebSocket;
let answers: CallLinkAnswer[];

const send = (message: unknown): void => client.send(JSON.stringify(message));
const never: RunCall = () => new Promise(() => {});

beforeEach(async () => {
  run = async (_name, input) => input;
  answers = [];
  folder = mkdtempSync(join(tmpdir(), 'berth-link-'));
  http = createServer().listen(join(folder, 's'));
  await once(http, 'listening');
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: MIB });
  http.on('upgrade', (request, connection: Socket, head) =>
    webSockets.handleUpgrade(request, connection, head, (socket) => {
      agentSide = socket;
      void new CallLink({ socket, connection }, (...call) => run(...call));
    }),
  );
  client = new WebSocket('ws://agent/calls', {
    createConnection: (() => connect(join(folder, 's'))) as never,
  });
  client.on('message', (data) => answers.push(JSON.parse(String(data))));
  client.on('error', () => {});
  await once(client, 'open');
});
afterEach(() => {
  client.terminate();
  http.close();
  http.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

it('runs calls side by side and answers each with its id', async () => {
  const finish = new Map<unknown, (value: unknown) => void>();
  run = (_name, input) => new Promise((resolve) => finish.set(input, resolve));
  for (const id of [1, 2, 3]) send({ id, name: 'x', input: id });
  await expect.poll(() => finish.size).toBe(3);
  for (const input of [3, 1, 2]) finish.get(input)?.(`${input} is done`);
  await expect.poll(() => answers.length).toBe(3);
  expect(answers).toEqual([3, 1, 2].map((id) => ({ id, result: `${id} is done` })));
});

it('answers errors as they may leave', async () => {
  const errors = [new AppError('NOT_FOUND', 'There is no x.'), new Error('a secret')];
  run = () => Promise.reject(errors.shift());
  send({ id: 1, name: 'x', input: {} });
  send({ id: 2, name: 'x', input: {} });
  await expect.poll(() => answers.length).toBe(2);
  expect(answers[0]).toEqual({ id: 1, error: { code: 'NOT_FOUND', message: 'There is no x.' } });
  expect(answers[1]?.error?.code).toBe('INTERNAL');
  expect(JSON.stringify(answers)).not.toContain('secret');
});

it('aborts a call that is cancelled, and still answers it', async () => {
  run = (_name, _input, signal) =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve('x'.repeat(MIB))));
  send({ id: 7, name: 'x', input: {} });
  send({ id: 7, cancel: true });
  send({ id: 8, cancel: true });
  await expect.poll(() => answers).toEqual([{ id: 7, result: null }]);
});

it('aborts everything when the connection ends', async () => {
  const signals: AbortSignal[] = [];
  run = (_name, _input, signal) => {
    signals.push(signal);
    return never('', {}, signal);
  };
  send({ id: 1, name: 'x', input: {} });
  send({ id: 2, name: 'x', input: {} });
  await expect.poll(() => signals.length).toBe(2);
  client.terminate();
  await expect.poll(() => signals.map(({ aborted }) => aborted)).toEqual([true, true]);
});

it('refuses one call too many', async () => {
  run = never;
  for (let id = 0; id <= callLinkLimits.inFlight; id++) send({ id, name: 'x', input: {} });
  await expect.poll(() => answers.length).toBe(1);
  expect(answers[0]).toMatchObject({ id: callLinkLimits.inFlight, error: { code: 'WORKSPACE_UNAVAILABLE' } });
});

it('refuses a call that is too large, and an answer', async () => {
  send({ id: 1, name: 'x', input: 'x'.repeat(callLinkLimits.requestBytes) });
  await expect.poll(() => answers).toMatchObject([{ id: 1, error: { code: 'TOO_LARGE' } }]);
  run = async () => 'é'.repeat(callLinkLimits.answerBytes / 2);
  send({ id: 2, name: 'x', input: {} });
  await expect.poll(() => answers[1]).toMatchObject({ id: 2, error: { code: 'TOO_LARGE' } });
});

it.each([
  ['no JSON', '{'],
  ['no call', '{"id":1}'],
  ['a call with more to it', '{"id":1,"name":"x","input":1,"more":1}'],
  ['bytes', Buffer.from('{"id":1,"name":"x","input":1}')],
])('hangs up on %s', async (_what, message) => {
  client.send(message);
  await once(client, 'close');
});

it('hangs up when an id is used twice at once', async () => {
  run = never;
  send({ id: 1, name: 'x', input: {} });
  send({ id: 1, name: 'x', input: {} });
  await once(client, 'close');
});

it('reads no more calls while the server does not read its answers, and loses none', async () => {
  const count = callLinkLimits.inFlight;
  let ran = 0;
  run = async () => {
    ran += 1;
    return 'x'.repeat(MIB / 4);
  };
  client.pause();
  for (let id = 0; id < count; id++) {
    // Each call alone: what is read at once is begun at once.
    await new Promise((resolve) => client.send(JSON.stringify({ id, name: 'x', input: {} }), resolve));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await expect.poll(() => agentSide.isPaused).toBe(true);
  expect(ran).toBeLessThan(count / 2);
  expect(agentSide.bufferedAmount).toBeLessThan(8 * MIB);
  client.resume();
  await expect.poll(() => answers.length).toBe(count);
  expect(ran).toBe(count);
});
