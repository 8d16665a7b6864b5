import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { finished } from 'node:stream/promises';
import { BYTE_STREAM } from '@berth/protocol/byte-stream';
import { afterAll, expect, test } from 'vitest';
import { AgentClient } from './agent-client';
import { connectSocket } from './socket-connect';

const folder = mkdtempSync(join(tmpdir(), 'berth-sink-'));
afterAll(() => rmSync(folder, { recursive: true }));

const HEAD = `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${BYTE_STREAM}\r\n\r\n`;
const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, place) => (place * 31) & 0xff));

/** Only a stream, as what leads to an engine elsewhere is. */
function asStream(socket: Socket): Duplex {
  return Duplex.from({ readable: socket, writable: socket });
}

/** What comes into a sink that pauses after every read, from an agent that writes these pieces. */
async function receive(pieces: Buffer[], kind: 'socket' | 'stream'): Promise<Buffer> {
  const path = join(folder, 'agent.sock');
  const server = createServer().on('upgrade', async (_request, socket: Socket) => {
    for (const piece of pieces) {
      await new Promise<void>((resolve) => socket.write(piece, () => resolve()));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    socket.end();
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const client = new AgentClient(async (reading) => {
    return kind === 'socket' ? connectSocket(path, reading) : asStream(await connectSocket(path));
  }, 1);
  try {
    const received: Buffer[] = [];
    const memory = Buffer.alloc(10_000);
    let stream: Duplex | undefined;
    const sink = {
      room: () => memory,
      filled: (length: number) => {
        received.push(Buffer.from(memory.subarray(0, length)));
        setImmediate(() => stream?.resume());
        return false;
      },
    };
    stream = await client.openBytes('/', { signal: new AbortController().signal, timeoutMs: 5_000, sink });
    stream.resume();
    await finished(stream, { writable: false });
    return Buffer.concat(received);
  } finally {
    client[Symbol.dispose]();
    server.close();
  }
}

test.each(['socket', 'stream'] as const)('puts every byte of a %s into the sink, in order', async (kind) => {
  const apart = await receive([Buffer.from(HEAD), bytes], kind);
  expect(apart.equals(bytes)).toBe(true);
  const together = await receive([Buffer.concat([Buffer.from(HEAD), bytes])], kind);
  expect(together.equals(bytes)).toBe(true);
  const cut = Buffer.concat([Buffer.from(HEAD), bytes]);
  const split = await receive([cut.subarray(0, 30), cut.subarray(30, 120), cut.subarray(120)], kind);
  expect(split.equals(bytes)).toBe(true);
  const small = await receive([Buffer.concat([Buffer.from(HEAD), bytes.subarray(0, 22)])], kind);
  expect(small.equals(bytes.subarray(0, 22))).toBe(true);
});
