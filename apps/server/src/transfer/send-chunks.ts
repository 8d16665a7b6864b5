import { DOWNLOAD_CHUNK_BYTES } from '@berth/protocol/transfer-chunk';
import type { ArchiveFile } from './archive-file';
import { Credits } from './credits';

/** Chunks sent and not acknowledged at most: 2 MiB, 20 MB/s at 100 ms. */
const WINDOW = 32;
/** Chunks read from the disk at a time. */
const BLOCK_CHUNKS = 16;

export interface ChunkSink {
  /** Sends a chunk; `acknowledged` is to be called when the receiver has kept it. Until then the bytes stay as they are. */
  send(chunkIndex: number, data: Buffer, acknowledged: () => void): void;
}

export interface SendOptions {
  /** The archive's size in bytes. */
  totalBytes: number;
  /** The first chunk to send. */
  from: number;
  sink: ChunkSink;
  signal: AbortSignal;
}

/**
 * Sends an archive from chunk `from` on, never more than the window ahead of what the receiver acknowledged, reading one block ahead of
 * that. Resolves when all of it is acknowledged. A receiver that stops costs the window, two blocks and nothing else.
 * @throws AppError as `ArchiveFile.read` does, and what `signal` is aborted with.
 */
export async function sendChunks(archive: Pick<ArchiveFile, 'read'>, options: SendOptions): Promise<void> {
  const { totalBytes, from, sink, signal } = options;
  const total = Math.ceil(totalBytes / DOWNLOAD_CHUNK_BYTES);
  const credits = new Credits(WINDOW);
  const blocks = new Blocks(archive, totalBytes);
  let ahead = blocks.read(from);
  for (let next = from; next < total; ) {
    const block = await ahead;
    ahead = blocks.read(next + BLOCK_CHUNKS);
    // A failure of what is read ahead counts when it is its turn.
    ahead.catch(() => {});
    for (const chunk of block.chunks) {
      while (!credits.tryTake()) await credits.changed(signal);
      signal.throwIfAborted();
      sink.send(next, chunk, () => {
        block.acknowledge();
        credits.give();
      });
      next += 1;
    }
  }
  while (!credits.allReturned) await credits.changed(signal);
}

interface Block {
  chunks: Buffer[];
  /** One of its chunks is not needed any more. */
  acknowledge(): void;
}

/** Reads blocks into memory that serves again once its chunks are acknowledged: fresh memory for each is most of what a download costs. */
class Blocks {
  readonly #archive: Pick<ArchiveFile, 'read'>;
  readonly #totalBytes: number;
  readonly #free: Buffer[] = [];

  constructor(archive: Pick<ArchiveFile, 'read'>, totalBytes: number) {
    this.#archive = archive;
    this.#totalBytes = totalBytes;
  }

  /** The chunks from `index` on, none of them past the end. */
  async read(index: number): Promise<Block> {
    const start = index * DOWNLOAD_CHUNK_BYTES;
    const length = Math.min(BLOCK_CHUNKS * DOWNLOAD_CHUNK_BYTES, this.#totalBytes - start);
    if (length <= 0) return { chunks: [], acknowledge: () => {} };
    const memory = this.#free.pop() ?? Buffer.allocUnsafeSlow(BLOCK_CHUNKS * DOWNLOAD_CHUNK_BYTES);
    const bytes = memory.subarray(0, length);
    await this.#archive.read(bytes, start);
    const chunks: Buffer[] = [];
    for (let at = 0; at < length; at += DOWNLOAD_CHUNK_BYTES) {
      chunks.push(bytes.subarray(at, at + DOWNLOAD_CHUNK_BYTES));
    }
    let unacknowledged = chunks.length;
    return {
      chunks,
      acknowledge: () => {
        unacknowledged -= 1;
        if (unacknowledged === 0) this.#free.push(memory);
      },
    };
  }
}
