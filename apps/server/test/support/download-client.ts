import { createHash } from 'node:crypto';
import type { DownloadComplete, DownloadHeader, PackProgress } from '@berth/protocol/transfer';
import type { Socket } from 'socket.io-client';

const ACK_MS = 60_000;

export interface Chunk {
  downloadId: string;
  chunkIndex: number;
  totalChunks: number;
  data: string | Buffer;
  size: number;
}

/** Receives one download as a script would: keeps chunks in order, acknowledges them, and survives its sockets. */
export class DownloadClient {
  downloadId = '';
  header: DownloadHeader | undefined;
  complete: DownloadComplete | undefined;
  readonly chunks: Buffer[] = [];
  readonly progress: PackProgress[] = [];
  /** Chunks that came while they were not the next. */
  outOfOrder = 0;
  /** False keeps the acknowledgements back. */
  acknowledges = true;
  /** True keeps the acknowledgement of the last chunk back. */
  keepsLast = false;
  readonly #kept: (() => void)[] = [];
  #wake: (() => void)[] = [];
  #error: { code: string; message: string } | undefined;

  /** Follows the download's events on a socket. */
  listen(socket: Socket): void {
    const mine = (payload: { downloadId: string }) =>
      this.downloadId === '' || payload.downloadId === this.downloadId;
    socket.on(
      'download_progress',
      (payload) => mine(payload) && this.#note(() => this.progress.push(payload)),
    );
    socket.on('download_header', (payload) => mine(payload) && this.#note(() => this.#setHeader(payload)));
    socket.on(
      'download_complete',
      (payload) => mine(payload) && this.#note(() => this.#setComplete(payload)),
    );
    socket.on('download_error', (payload) => mine(payload) && this.#note(() => this.#setError(payload)));
    socket.on('download_chunk', (chunk: Chunk, acknowledge: () => void) => {
      if (mine(chunk)) this.#note(() => this.#take(chunk, acknowledge));
    });
  }

  async start(
    socket: Socket,
    request: {
      projectId: string;
      path?: string;
      include?: string[];
      only?: string[];
      exclude?: string[];
      encoding?: 'base64' | 'binary';
    },
  ): Promise<void> {
    this.listen(socket);
    const answer = await socket.timeout(ACK_MS).emitWithAck('download_project', request);
    if (!answer.ok) throw Object.assign(new Error(answer.error.message), answer.error);
    this.downloadId = answer.downloadId;
  }

  async resume(socket: Socket): Promise<void> {
    this.listen(socket);
    const { downloadId } = this;
    const request = { downloadId, chunkIndex: this.chunks.length };
    const answer = await socket.timeout(ACK_MS).emitWithAck('download_resume', request);
    if (!answer.ok) throw Object.assign(new Error(answer.error.message), answer.error);
    this.header ??= answer.header ?? undefined;
  }

  /** Acknowledges what was held back, and everything from now on. */
  release(): void {
    this.acknowledges = true;
    this.keepsLast = false;
    for (const acknowledge of this.#kept.splice(0)) acknowledge();
  }

  /** Resolves when the condition holds. @throws the error the server reported. */
  async until(condition: () => unknown): Promise<void> {
    while (!condition()) {
      if (this.#error) throw Object.assign(new Error(this.#error.message), { code: this.#error.code });
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  async finish(): Promise<Buffer> {
    await this.until(() => this.complete);
    return this.bytes();
  }

  bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }

  get checksum(): string {
    return createHash('sha256').update(this.bytes()).digest('hex');
  }

  #note(change: () => unknown): void {
    change();
    for (const wake of this.#wake.splice(0)) wake();
  }

  #setHeader(header: DownloadHeader): void {
    this.header = header;
  }

  #setComplete(complete: DownloadComplete): void {
    this.complete = complete;
  }

  #setError(payload: { error: { code: string; message: string } }): void {
    this.#error = payload.error;
  }

  #take(chunk: Chunk, acknowledge: () => void): void {
    if (chunk.chunkIndex === this.chunks.length) {
      const { data } = chunk;
      this.chunks.push(typeof data === 'string' ? Buffer.from(data, 'base64') : data);
    } else this.outOfOrder += 1;
    const last = chunk.chunkIndex === chunk.totalChunks - 1;
    if (this.acknowledges && !(last && this.keepsLast)) acknowledge();
    else this.#kept.push(acknowledge);
  }
}
