import { once } from 'node:events';
import type { Berth } from '@berth/e2e/support/berth';
import { type IPty, spawn } from '@lydell/node-pty';
import { io } from 'socket.io-client';
import { WebSocket, WebSocketServer } from 'ws';

/** A shell to type into and to read from. */
export interface Channel extends AsyncDisposable {
  type(data: string): void;
  /** Called with every chunk; one listener at a time. */
  listen(listener: (chunk: Buffer) => void): void;
}

const SIZE = { cols: 80, rows: 24 };

function bash(): IPty {
  return spawn('bash', ['--norc', '--noprofile'], { ...SIZE, encoding: null });
}

/** A local pty without any transport. */
export async function barePty(): Promise<Channel> {
  const pty = bash();
  let listener: (chunk: Buffer) => void = () => {};
  pty.onData((data) => listener(Buffer.from(data)));
  return {
    type: (data) => pty.write(data),
    listen: (next) => {
      listener = next;
    },
    async [Symbol.asyncDispose]() {
      pty.kill('SIGKILL');
    },
  };
}

/** The peer: a local pty behind a WebSocket, without flow control. */
export async function barePair(): Promise<Channel> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const pty = bash();
  server.on('connection', (socket) => {
    pty.onData((data) => socket.send(data));
    socket.on('message', (data) => pty.write(data.toString()));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  const client = new WebSocket(`ws://127.0.0.1:${address.port}`);
  let listener: (chunk: Buffer) => void = () => {};
  client.on('message', (data: Buffer) => listener(data));
  await once(client, 'open');
  return {
    type: (data) => client.send(data),
    listen: (next) => {
      listener = next;
    },
    async [Symbol.asyncDispose]() {
      client.terminate();
      pty.kill('SIGKILL');
      server.close();
    },
  };
}

/** A terminal of Berth with a client that acknowledges what it got. */
export async function berthTerminal(berth: Berth, projectId: string): Promise<Channel> {
  const socket = io(berth.url, { auth: { token: berth.token }, transports: ['websocket'] });
  let listener: (chunk: Buffer) => void = () => {};
  let sessionId = '';
  socket.on('terminal_data', (output: { sessionId: string; data: Buffer; offset: number }) => {
    socket.emit('terminal_ack', {
      sessionId: output.sessionId,
      offset: output.offset + output.data.length,
    });
    listener(output.data);
  });
  const answer = await socket.timeout(10_000).emitWithAck('terminal_create', { projectId, ...SIZE });
  if (!answer.ok) throw new Error(answer.error.message);
  sessionId = answer.sessionId;
  return {
    type: (data) => socket.emit('terminal_data', { sessionId, data }),
    listen: (next) => {
      listener = next;
    },
    async [Symbol.asyncDispose]() {
      await socket.timeout(10_000).emitWithAck('terminal_close', { sessionId });
      socket.disconnect();
    },
  };
}
