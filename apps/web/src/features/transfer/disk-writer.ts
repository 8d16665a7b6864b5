import { AppError } from '@berth/protocol/error';
import { DOWNLOAD_CHUNK_BYTES } from '@berth/protocol/transfer-chunk';
import type { StoreOptions } from './stores';
import type { FromWorker, ToWorker } from './worker-messages';

export type DiskWriterOptions = Omit<StoreOptions, 'chunkBytes'>;

/** The page's side of the worker that hashes and writes one download. */
export class DiskWriter {
  /** Chunks an earlier page kept, and bytes. */
  chunks = 0;
  bytes = 0;
  readonly #worker: Worker;
  readonly #kept = new Map<number, () => void>();
  #settle: { resolve: (message: FromWorker) => void; reject: (error: AppError) => void } | undefined;
  readonly #onFailure: (error: AppError) => void;

  private constructor(onFailure: (error: AppError) => void) {
    this.#onFailure = onFailure;
    this.#worker = new Worker(new URL('./receive-worker.ts', import.meta.url), { type: 'module' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#take(data));
    this.#worker.addEventListener('error', (event) => this.#fail(new AppError('INTERNAL', event.message)));
  }

  /** `onFailure` is called when writing fails later. @throws AppError when it cannot be opened. */
  static async open(options: DiskWriterOptions, onFailure: (error: AppError) => void): Promise<DiskWriter> {
    const writer = new DiskWriter(onFailure);
    try {
      const opened = await writer.#ask({ type: 'open', ...options, chunkBytes: DOWNLOAD_CHUNK_BYTES });
      if (opened.type === 'opened') ({ chunks: writer.chunks, bytes: writer.bytes } = opened);
      return writer;
    } catch (error) {
      writer.close();
      throw error;
    }
  }

  /** Takes the bytes over; `kept` is called when they are written. */
  write(piece: { index: number; data: ArrayBuffer; isLast: boolean }, kept: () => void): void {
    this.#kept.set(piece.index, kept);
    this.#post({ type: 'write', ...piece }, [piece.data]);
  }

  /** Compares checksum and size and makes it a file. @throws AppError when they differ: then nothing is kept. */
  async finish(expected: { checksum: string; totalBytes: number }): Promise<Blob | undefined> {
    const finished = await this.#ask({ type: 'finish', ...expected });
    return finished.type === 'finished' ? finished.blob : undefined;
  }

  async discard(): Promise<void> {
    await this.#ask({ type: 'discard' }).catch(() => {});
  }

  /** Lets go of what a later page can go on with. */
  async leave(): Promise<void> {
    await this.#ask({ type: 'leave' }).catch(() => {});
  }

  close(): void {
    this.#worker.terminate();
  }

  #ask(message: ToWorker): Promise<FromWorker> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#post(message);
    });
  }

  #post(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  #take(message: FromWorker): void {
    switch (message.type) {
      case 'kept':
        this.#kept.get(message.index)?.();
        this.#kept.delete(message.index);
        return;
      case 'failed':
        this.#fail(
          new AppError(message.reason === 'locked' ? 'CONFLICT' : 'STORAGE_UNAVAILABLE', message.message),
        );
        return;
      case 'opened':
      case 'finished':
      case 'discarded':
      case 'left':
        this.#settle?.resolve(message);
        this.#settle = undefined;
    }
  }

  #fail(error: AppError): void {
    const waiting = this.#settle;
    this.#settle = undefined;
    if (waiting) waiting.reject(error);
    else this.#onFailure(error);
  }
}
