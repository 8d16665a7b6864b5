import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket as TcpSocket } from 'node:net';
import { Server as Engine } from 'engine.io';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { expect, test } from 'vitest';
import { BatchingEngine } from './batching-engine';

const EVENTS = 20;

/** Counts what a connection hands to the kernel. */
function countWrites(connection: TcpSocket): () => number {
  let writes = 0;
  for (const name of ['_write', '_writev'] as const) {
    const original = connection[name] as (...args: unknown[]) => void;
    Object.assign(connection, {
      [name](...args: unknown[]) {
        writes += 1;
        return original.apply(connection, args);
      },
    });
  }
  return () => writes;
}

/** Sends events with bytes in one turn to a client; says what came, and in how many writes it went. */
async function send(engine: Engine, bytes: number) {
  const http = createServer().listen(0, '127.0.0.1');
  const sockets = new Server();
  sockets.bind(engine);
  let connection: TcpSocket | undefined;
  http.on('upgrade', (request, socket: TcpSocket, head) => {
    connection = socket;
    engine.handleUpgrade(request, socket, head);
  });
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'] });
  try {
    const [socket] = await once(sockets, 'connection');
    if (!client.connected) await new Promise<void>((resolve) => client.once('connect', resolve));
    const received: number[] = [];
    const all = new Promise<void>((resolve) => {
      client.on('bytes', (index: number, data: Buffer) => {
        expect(data.equals(Buffer.alloc(bytes, index))).toBe(true);
        received.push(index);
        if (received.length === EVENTS) resolve();
      });
    });
    if (!connection) throw new Error('There is no connection.');
    const writes = countWrites(connection);
    for (let index = 0; index < EVENTS; index += 1) socket.emit('bytes', index, Buffer.alloc(bytes, index));
    await all;
    return { received, writes: writes() };
  } finally {
    client.disconnect();
    await sockets.close();
    http.close();
  }
}

const inOrder = Array.from({ length: EVENTS }, (_, index) => index);

test('events of one turn leave together, in order', async () => {
  const { received, writes } = await send(new BatchingEngine(), 100);
  expect(received).toEqual(inOrder);
  expect(writes).toBe(1);
});

test('what is too much for one turn waits, and stays in order', async () => {
  const { received, writes } = await send(new BatchingEngine(), 200_000);
  expect(received).toEqual(inOrder);
  expect(writes).toBeLessThan(EVENTS);
});

test('an engine that does not batch writes every packet alone', async () => {
  const { received, writes } = await send(new Engine(), 100);
  expect(received).toEqual(inOrder);
  expect(writes).toBeGreaterThan(EVENTS);
});
