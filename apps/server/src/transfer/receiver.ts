import type { AppError } from '@berth/protocol/error';
import type { ServerEventName, ServerEventPayload } from '@berth/protocol/socket';
import type { DownloadEncoding, Packed, PackProgress } from '@berth/protocol/transfer';
import type { Socket } from 'socket.io';
import { completionOf, headerOf, totalChunks } from './facts';
import type { DownloadRecord } from './record';
import type { ChunkSink } from './send-chunks';

/** The client that receives a download: one socket, until it leaves or another one takes over. */
export class Receiver {
  readonly socket: Socket;
  readonly encoding: DownloadEncoding;
  readonly #gone = new AbortController();

  constructor(socket: Socket, encoding: DownloadEncoding) {
    this.socket = socket;
    this.encoding = encoding;
  }

  /** Aborted when this receiver gets nothing more. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  leave(): void {
    this.#gone.abort();
  }

  progress(downloadId: string, progress: PackProgress): void {
    this.#emit('download_progress', { downloadId, ...progress });
  }

  header(record: DownloadRecord, packed: Packed): void {
    this.#emit('download_header', headerOf(record, packed));
  }

  complete(record: DownloadRecord, packed: Packed): void {
    this.#emit('download_complete', completionOf(record, packed));
  }

  error(downloadId: string, error: AppError): void {
    this.#emit('download_error', { downloadId, error: error.toShape() });
  }

  /** Sends chunks. `onKept` is called with every acknowledgement. */
  sink({ downloadId }: DownloadRecord, packed: Packed, onKept: () => void): ChunkSink {
    const total = totalChunks(packed);
    return {
      send: (chunkIndex, bytes, acknowledged) => {
        const data = this.encoding === 'base64' ? bytes.toString('base64') : bytes;
        const chunk: ServerEventPayload<'download_chunk'> = {
          downloadId,
          chunkIndex,
          totalChunks: total,
          data,
          size: bytes.length,
        };
        // The acknowledgement also keeps the packet out of any recovery buffer of Socket.IO.
        this.socket.emit('download_chunk', chunk, () => {
          onKept();
          acknowledged();
        });
      },
    };
  }

  #emit<N extends ServerEventName>(name: N, payload: ServerEventPayload<N>): void {
    if (!this.gone.aborted) this.socket.emit(name, payload);
  }
}
