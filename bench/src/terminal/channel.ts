import { once } from 'node:events';
import type { Berth } from '@berth/e2e/support/berth';
import { type IPty, spawn } from '@lydell/node-pty';
import type Docker from 'dockerode';
import { io, type Socket } from 'socket.io-client';
import { WebSocket, WebSocketServer } from 'ws';
import { asFast, type Reader } from './reader';

/** A shell to type into and to read from. */
export interface Channel extends AsyncDisposable {
  type(data: string): void;
  /** Called with every chunk; one listener at a time. */
  listen(listener: (chunk: Buffer) => void): void;
}

const SIZE = { cols: 80, rows: 24 };
/** Bytes that wait in the peer's server before its pty waits. */
const PAIR_HIGH_BYTES = 1024 * 1024;

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

/** The peer: a local pty behind a WebSocket. What holds it back is the connection alone, when its client reads slowly. */
export async function barePair(read: Reader = asFast): Promise<Channel> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const pty = bash();
  server.on('connection', (socket) => {
    pty.onData((data) => {
      socket.send(data, () => {
        if (socket.bufferedAmount < PAIR_HIGH_BYTES / 2) pty.resume();
      });
      if (socket.bufferedAmount > PAIR_HIGH_BYTES) pty.pause();
    });
    socket.on('message', (data) => pty.write(data.toString()));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  const client = new WebSocket(`ws://127.0.0.1:${address.port}`);
  let listener: (chunk: Buffer) => void = () => {};
  client.on('message', (data: Buffer) => {
    let isRead = false;
    read(data.length, () => {
      isRead = true;
      if (client.isPaused) client.resume();
      listener(data);
    });
    if (!isRead) client.pause();
  });
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

/** A shell that `docker exec -t` starts in a container. */
export async function execTerminal(container: Docker.Container): Promise<Channel> {
  const exec = await container.exec({
    Cmd: ['bash', '--norc', '--noprofile'],
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Tty: true,
  });
  const stream = await exec.start({ hijack: true, stdin: true, Tty: true });
  let listener: (chunk: Buffer) => void = () => {};
  stream.on('data', (chunk: Buffer) => listener(chunk));
  stream.on('error', () => {});
  return {
    type: (data) => stream.write(data),
    listen: (next) => {
      listener = next;
    },
    async [Symbol.asyncDispose]() {
      stream.write('exit\n');
      stream.destroy();
    },
  };
}

/** A terminal of Berth. Its client acknowledges what it has read. */
export interface BerthChannel extends Channel {
  sessionId: string;
}

export async function berthTerminal(
  berth: Berth,
  projectId: string,
  read: Reader = asFast,
): Promise<BerthChannel> {
  const socket = connectClient(berth);
  let listener: (chunk: Buffer) => void = () => {};
  socket.on('terminal_data', ({ sessionId, data, offset }: Output) => {
    read(data.length, () => {
      listener(data);
      socket.emit('terminal_ack', { sessionId, offset: offset + data.length });
    });
  });
  const answer = await socket.timeout(10_000).emitWithAck('terminal_create', { projectId, ...SIZE });
  if (!answer.ok) throw new Error(answer.error.message);
  const { sessionId } = answer;
  return {
    sessionId,
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

export interface Output {
  sessionId: string;
  data: Buffer;
  offset: number;
}

export function connectClient(berth: Berth): Socket {
  return io(berth.url, { auth: { token: berth.token }, transports: ['websocket'], forceNew: true });
}
