import { AppError } from '@berth/protocol/error';
import type { Packed, PackProgress } from '@berth/protocol/transfer';
import type { ArchiveFile } from './archive-file';
import { totalChunks } from './facts';
import type { Packer } from './packer';
import type { Receiver } from './receiver';
import type { DownloadRecord } from './record';
import { sendChunks } from './send-chunks';
import type { DownloadStore } from './store';

export interface DownloadParts {
  store: DownloadStore;
  packer: Packer;
  /** Called once the archive is not needed any more, or never will be. */
  onArchiveGone(downloadId: string): void;
  onFailure(error: unknown): void;
}

/** One download from its request to its end: it is packed once and sent to whoever receives it now. */
export class Download {
  readonly record: DownloadRecord;
  readonly #parts: DownloadParts;
  readonly #ended = new AbortController();
  #packing: Promise<Packed> | undefined;
  #lastProgress: PackProgress | undefined;
  #receiver: Receiver | undefined;
  /** HTTP answers that read the archive now. */
  #readers = 0;
  #readFromStart = false;

  constructor(record: DownloadRecord, parts: DownloadParts) {
    this.record = record;
    this.#parts = parts;
  }

  get receiving(): boolean {
    return this.#receiver !== undefined || this.#readers > 0;
  }

  /** True while nobody may take the archive away for being old. */
  get busy(): boolean {
    return this.#packing !== undefined || this.#readers > 0;
  }

  /** Aborted when the download is cancelled, removed or the server stops. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /** The archive, packed now if it has not been. */
  packed(): Promise<Packed> {
    if (this.record.packed) return Promise.resolve(this.record.packed);
    this.#packing ??= this.#pack().finally(() => {
      this.#packing = undefined;
    });
    return this.#packing;
  }

  /**
   * Hands the download to a receiver, which gets all from chunk `from` on. The one before gets nothing more. Resolves at the end,
   * with the error that the receiver was told.
   */
  async receive(receiver: Receiver, from: number): Promise<AppError | undefined> {
    const { record } = this;
    if (this.#receiver && this.#receiver.socket.id !== receiver.socket.id) {
      const elsewhere = new AppError('CONFLICT', 'This download continues in another window.');
      this.#receiver.error(record.downloadId, elsewhere);
    }
    this.#receiver?.leave();
    this.#receiver = receiver;
    try {
      if (this.#lastProgress && !record.packed) receiver.progress(record.downloadId, this.#lastProgress);
      const packed = await this.packed();
      if (from === 0) receiver.header(record, packed);
      if (!record.complete) await this.#send(receiver, { packed, from });
      receiver.complete(record, packed);
      if (!record.complete) this.complete();
      return undefined;
    } catch (error) {
      if (receiver.gone.aborted) return undefined;
      const appError = AppError.from(error);
      if (appError.code === 'INTERNAL') this.#parts.onFailure(error);
      receiver.error(record.downloadId, appError);
      return appError;
    } finally {
      if (this.#receiver === receiver) this.#receiver = undefined;
    }
  }

  /** A socket has gone: its downloads stay for the next one. */
  leave(socketId: string): void {
    if (this.#receiver?.socket.id !== socketId) return;
    this.#receiver.leave();
    this.#receiver = undefined;
    this.touch();
    this.#parts.store.save(this.record);
  }

  /** The finished archive. @throws AppError NOT_FOUND, STORAGE_UNAVAILABLE. */
  openArchive(): Promise<ArchiveFile> {
    return this.#parts.store.openArchive(this.record);
  }

  /** An HTTP answer sends bytes from `start` on. */
  beginReading(start: number): void {
    this.#readFromStart ||= start === 0;
  }

  /** Whether who gets the end now has the rest: one that asks for the end alone, or for many parts at once, asks again. */
  get isReadOut(): boolean {
    return this.#readFromStart && this.#readers <= 1;
  }

  /** Counts an HTTP answer that reads the archive; returns what ends that. */
  addReader(): () => void {
    this.#readers += 1;
    return () => {
      this.#readers -= 1;
      this.touch();
    };
  }

  touch(): void {
    this.record.usedAt = Date.now();
  }

  /** Everything has been received: the archive goes, its completion stays for a receiver that missed it. */
  complete(): void {
    this.record.complete = true;
    this.touch();
    this.#parts.store.removeArchive(this.record);
    this.#parts.store.save(this.record);
    this.#parts.onArchiveGone(this.record.downloadId);
  }

  /** Ends the download and frees all it holds. `tell` is what its receiver, if there is one, is told. */
  async end(tell?: AppError): Promise<void> {
    this.stop(tell);
    await this.#packing?.catch(() => {});
    this.#parts.store.remove(this.record);
    this.#parts.onArchiveGone(this.record.downloadId);
  }

  /** Ends what runs; the record and a finished archive stay for the next server. */
  stop(tell?: AppError): void {
    if (tell) this.#receiver?.error(this.record.downloadId, tell);
    this.#receiver?.leave();
    this.#receiver = undefined;
    this.#ended.abort(tell ?? new AppError('NOT_FOUND', 'The download was cancelled.'));
  }

  async #pack(): Promise<Packed> {
    const { record } = this;
    const { packer, store } = this.#parts;
    const packed = await packer.pack(record, {
      signal: this.ended,
      onProgress: (progress) => {
        this.touch();
        this.#lastProgress = progress;
        this.#receiver?.progress(record.downloadId, progress);
      },
    });
    this.ended.throwIfAborted();
    record.packed = packed;
    this.touch();
    store.save(record);
    return packed;
  }

  async #send(receiver: Receiver, { packed, from }: { packed: Packed; from: number }): Promise<void> {
    const { record } = this;
    if (from > totalChunks(packed)) {
      throw new AppError('INVALID_INPUT', `The archive has ${totalChunks(packed)} chunks.`);
    }
    await using archive = await this.openArchive();
    const sink = receiver.sink(record, packed, () => this.touch());
    const signal = AbortSignal.any([this.ended, receiver.gone]);
    await sendChunks(archive, { totalBytes: packed.totalBytes, from, sink, signal });
  }
}
