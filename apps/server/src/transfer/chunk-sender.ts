import { DOWNLOAD_CHUNK_BYTES } from '@berth/protocol/transfer';
import type { ByteSink } from '../workspace/byte-sink';
import type { Credits } from './credits';

export interface ChunkSenderOptions {
  /** The first chunk. */
  from: number;
  /** Bytes that are to come; more are dropped. */
  length: number;
  credits: Credits;
  sink: ChunkSink;
}

export interface ChunkSink {
  /** Sends a chunk; `acknowledged` is to be called when the receiver has kept it. Until then the bytes stay as they are. */
  send(chunkIndex: number, data: Buffer, acknowledged: () => void): void;
}

/**
 * Cuts bytes into chunks and sends each when there is a credit. The memory of a chunk serves again once the chunk is acknowledged: fresh
 * memory for each is most of what a download costs.
 */
export class ChunkSender implements ByteSink {
  readonly #credits: Credits;
  readonly #sink: ChunkSink;
  readonly #free: Buffer[] = [];
  /** Chunks that wait for a credit: what came after the connection was asked to pause. */
  readonly #full: Buffer[] = [];
  #chunk: Buffer | undefined;
  #used = 0;
  #next: number;
  #left: number;

  constructor({ from, length, credits, sink }: ChunkSenderOptions) {
    this.#next = from;
    this.#left = length;
    this.#credits = credits;
    this.#sink = sink;
  }

  /** The next chunk to send. */
  get next(): number {
    return this.#next;
  }

  /** Bytes that have not come; below zero when more came than were to. */
  get left(): number {
    return this.#left;
  }

  get isWaiting(): boolean {
    return this.#full.length > 0;
  }

  room(): Uint8Array {
    this.#chunk ??= this.#free.pop() ?? Buffer.allocUnsafeSlow(DOWNLOAD_CHUNK_BYTES);
    return this.#chunk.subarray(this.#used);
  }

  filled(length: number): boolean {
    this.#used += Math.max(0, Math.min(length, this.#left));
    this.#left -= length;
    return this.#used === DOWNLOAD_CHUNK_BYTES ? this.end() : this.sendWaiting();
  }

  /** No bytes come after these. False while something waits. */
  end(): boolean {
    if (this.#chunk && this.#used > 0) this.#full.push(this.#chunk.subarray(0, this.#used));
    this.#chunk = undefined;
    this.#used = 0;
    return this.sendWaiting();
  }

  /** Sends what the credits allow. False while something waits. */
  sendWaiting(): boolean {
    for (let chunk = this.#full[0]; chunk && this.#credits.tryTake(); chunk = this.#full[0]) {
      this.#full.shift();
      this.#send(chunk);
    }
    return !this.isWaiting;
  }

  #send(chunk: Buffer): void {
    this.#sink.send(this.#next, chunk, () => {
      if (chunk.length === DOWNLOAD_CHUNK_BYTES) this.#free.push(chunk);
      this.#credits.give();
    });
    this.#next += 1;
  }
}
