import { finished } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@berth/protocol/error';
import { DOWNLOAD_CHUNK_BYTES } from '@berth/protocol/transfer';
import type { Workspace } from '../workspace/workspace';
import { cutShort, openArchive } from './archive-reader';
import { ChunkSender, type ChunkSink } from './chunk-sender';
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
      next = await sendRun(source, { next, credits, sink, signal });
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
  credits: Credits;
  sink: ChunkSink;
  signal: AbortSignal;
}

/** Sends until the end, or until the receiver has been idle for long. Returns the next chunk to send. */
async function sendRun(source: ChunkSource, { next, credits, sink, signal }: Run): Promise<number> {
  const { downloadId, totalBytes } = source;
  const part = { downloadId, start: next * DOWNLOAD_CHUNK_BYTES, end: totalBytes };
  const sender = new ChunkSender({ from: next, length: part.end - part.start, credits, sink });
  const idle = new AbortController();
  const timer = setTimeout(() => {
    if (sender.isWaiting || sender.left < 0) idle.abort();
    else timer.refresh();
  }, IDLE_MS);
  try {
    const ended = AbortSignal.any([signal, idle.signal]);
    const stream = await openArchive(await source.workspace(), part, { signal: ended, sink: sender });
    credits.onGiven = () => {
      timer.refresh();
      if (sender.isWaiting && sender.sendWaiting()) stream.resume();
    };
    await finished(stream, { writable: false });
    if (sender.left > 0) throw cutShort();
    sender.end();
    while (sender.isWaiting && !idle.signal.aborted) await credits.changed(ended);
    return sender.next;
  } catch (error) {
    signal.throwIfAborted();
    if (idle.signal.aborted) return sender.next;
    if (AppError.from(error).code === 'NOT_FOUND') throw error;
    throw new RunError(sender.next, error);
  } finally {
    credits.onGiven = undefined;
    clearTimeout(timer);
  }
}
