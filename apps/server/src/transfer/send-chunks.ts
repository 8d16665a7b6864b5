import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@berth/protocol/error';
import { DOWNLOAD_CHUNK_BYTES } from '@berth/protocol/transfer';
import type { Workspace } from '../workspace/workspace';
import { cutShort, inPieces, openArchive } from './archive-reader';
import { Credits } from './credits';

/** Chunks sent and not acknowledged at most: 2 MiB, 20 MB/s at 100 ms. */
const WINDOW = 32;
/** Milliseconds without a credit after which the stream from the agent is closed until one comes. */
const IDLE_MS = 5_000;
/** Waits, in milliseconds, before the agent is asked again after it failed. */
const RETRY_MS = [250, 500, 1_000, 2_000, 4_000, 8_000];

export interface ChunkSource {
  downloadId: string;
  totalBytes: number;
  workspace(): Promise<Workspace>;
}

export interface ChunkSink {
  /** Sends a chunk; `acknowledged` is to be called when the receiver has kept it. */
  send(chunkIndex: number, data: Buffer, acknowledged: () => void): void;
}

/**
 * Sends an archive from chunk `from` on, never more than the window ahead of what the receiver acknowledged. Resolves when all of
 * it is acknowledged. A receiver that stops costs the window and nothing else; an agent that is restarted costs a pause.
 * @throws AppError WORKSPACE_UNAVAILABLE when the agent stays away, and what `signal` is aborted with.
 */
export async function sendChunks(
  source: ChunkSource,
  options: { from: number; sink: ChunkSink; signal: AbortSignal },
): Promise<void> {
  const { sink, signal } = options;
  const total = Math.ceil(source.totalBytes / DOWNLOAD_CHUNK_BYTES);
  const credits = new Credits(WINDOW);
  let next = options.from;
  let failures = 0;
  while (next < total) {
    const before = next;
    try {
      next = await sendRun(source, { next, total, credits, sink, signal });
      failures = 0;
    } catch (error) {
      signal.throwIfAborted();
      if (AppError.from(error).code !== 'WORKSPACE_UNAVAILABLE') throw error;
      if (error instanceof RunError) next = error.next;
      if (next > before) failures = 0;
      const wait = RETRY_MS[failures];
      if (wait === undefined) throw error;
      failures += 1;
      await delay(wait, undefined, { signal });
    }
    while (next < total && !credits.tryTake()) await credits.changed(signal);
    if (next < total) credits.give();
  }
  while (!credits.allReturned) await credits.changed(signal);
}

/** Says how far a run came before the agent failed. */
class RunError extends AppError {
  readonly next: number;

  constructor(next: number, cause: unknown) {
    super('WORKSPACE_UNAVAILABLE', cutShort().message, { cause });
    this.next = next;
  }
}

interface Run {
  next: number;
  total: number;
  credits: Credits;
  sink: ChunkSink;
  signal: AbortSignal;
}

/** Sends until the end, or until the receiver has been idle for long. Returns the next chunk to send. */
async function sendRun(source: ChunkSource, run: Run): Promise<number> {
  const { total, credits, sink, signal } = run;
  let { next } = run;
  const done = new AbortController();
  try {
    const part = {
      downloadId: source.downloadId,
      start: next * DOWNLOAD_CHUNK_BYTES,
      end: source.totalBytes,
    };
    const stream = await openArchive(await source.workspace(), part, AbortSignal.any([signal, done.signal]));
    for await (const data of inPieces(stream, DOWNLOAD_CHUNK_BYTES)) {
      while (!credits.tryTake()) {
        if (!(await credits.changed(signal, IDLE_MS))) return next;
      }
      sink.send(next, data, () => credits.give());
      next += 1;
    }
    if (next < total) throw cutShort();
    return next;
  } catch (error) {
    signal.throwIfAborted();
    if (AppError.from(error).code === 'NOT_FOUND') throw error;
    throw new RunError(next, error);
  } finally {
    done.abort();
  }
}
