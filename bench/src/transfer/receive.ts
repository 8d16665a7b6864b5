import { createHash } from 'node:crypto';
import type { Berth } from '@berth/e2e/support/berth';
import { io } from 'socket.io-client';

export interface Received {
  firstProgressMs: number;
  /** Until something has been counted. */
  firstCountMs: number;
  headerMs: number;
  firstChunkMs: number;
  endMs: number;
  totalBytes: number;
  /** Bytes a millisecond, of what came after the pause at the start or, without one, from the header on. */
  rate: number;
  checksumRight: boolean;
}

export interface ReceiveOptions {
  projectId: string;
  encoding: 'binary' | 'base64';
  /** For how many milliseconds the receiver keeps nothing, and when. */
  pause?: { at: 'start' | 'middle'; ms: number } | undefined;
}

/** Downloads as a script does, hashing what comes. */
export async function receive(berth: Berth, options: ReceiveOptions): Promise<Received> {
  const { projectId, encoding, pause } = options;
  const socket = io(berth.url, { auth: { token: berth.token }, transports: ['websocket'], forceNew: true });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  const start = performance.now();
  const at = { progress: 0, count: 0, header: 0, chunk: 0 };
  const hash = createHash('sha256');
  let paused: Promise<void> | undefined;
  let from = { ms: 0, bytes: 0 };
  let bytes = 0;
  socket.on('download_progress', ({ files }: { files: number }) => {
    at.progress ||= performance.now() - start;
    if (files > 0) at.count ||= performance.now() - start;
  });
  socket.once('download_header', () => {
    at.header = performance.now() - start;
    from.ms = at.header;
  });
  type Chunk = { chunkIndex: number; totalChunks: number; data: Buffer | string };
  socket.on('download_chunk', (chunk: Chunk, acknowledge: () => void) => {
    at.chunk ||= performance.now() - start;
    const data = typeof chunk.data === 'string' ? Buffer.from(chunk.data, 'base64') : chunk.data;
    hash.update(data);
    bytes += data.length;
    if (pause && chunk.chunkIndex === (pause.at === 'start' ? 0 : Math.floor(chunk.totalChunks / 2))) {
      paused = new Promise((resolve) => setTimeout(resolve, pause.ms));
      if (pause.at === 'start') {
        void paused.then(() => {
          from = { ms: performance.now() - start, bytes };
        });
      }
    }
    if (paused) void paused.then(acknowledge);
    else acknowledge();
  });
  const complete = new Promise<{ checksum: string; totalBytes: number }>((resolve, reject) => {
    socket.once('download_complete', resolve);
    socket.once('download_error', ({ error }) => reject(new Error(error.message)));
    socket.once('disconnect', (reason) => reject(new Error(`The connection ended: ${reason}`)));
  });
  socket.emit('download_project', { projectId, encoding }, () => {});
  const { checksum, totalBytes } = await complete;
  const endMs = performance.now() - start;
  socket.off('disconnect').disconnect();
  return {
    firstProgressMs: at.progress,
    firstCountMs: at.count,
    headerMs: at.header,
    firstChunkMs: at.chunk,
    endMs,
    totalBytes,
    rate: (totalBytes - from.bytes) / (endMs - from.ms),
    checksumRight: hash.digest('hex') === checksum,
  };
}
