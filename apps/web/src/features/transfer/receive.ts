import { AppError } from '@berth/protocol/error';
import type { ServerEventPayload } from '@berth/protocol/socket';
import type { DownloadComplete, DownloadHeader } from '@berth/protocol/transfer';
import { toAppError } from '../../lib/errors';
import { type Acknowledge, emitAck, on, onConnect, socket } from '../../lib/socket';
import { removeChosen } from './chosen-files';
import { DiskWriter } from './disk-writer';
import { changeDownload, dropDownload, putDownload } from './downloads-store';
import { handOver } from './hand-over';
import { forgetLocal, keepLocal, localTotal, noteTotal } from './kept-downloads';
import { removePrivate } from './private-files';
import { Rate } from './rate';
import type { Target } from './worker-messages';

/** Milliseconds until a server that cannot go on is asked again, and how often. */
const ASK_AGAIN_MS = 2_000;
const MOST_REFUSALS = 5;
/** Milliseconds between two changes of what the person sees. */
const SHOW_MS = 200;

export interface Reception {
  downloadId: string;
  projectId: string;
  path: string;
  target: Target;
  /** True when an earlier page may have kept the beginning. */
  resumed: boolean;
}

/** Downloads this page receives, to reach them for a cancel. */
const active = new Map<string, Receiving>();

/** Receives a download until its end, over as many connections as it takes. @throws AppError when it cannot be written. */
export async function receive(reception: Reception): Promise<void> {
  const { downloadId, projectId, path, target } = reception;
  if (active.has(downloadId)) return;
  const receiving = new Receiving(reception);
  active.set(downloadId, receiving);
  if (target.kind !== 'blobs') keepLocal({ downloadId, projectId, path });
  try {
    await receiving.open();
  } catch (error) {
    receiving.close();
    dropDownload(downloadId);
    throw error;
  }
}

/** Gives a download up: the server frees its archive, and this browser what it kept. */
export async function cancel(downloadId: string): Promise<void> {
  const receiving = active.get(downloadId);
  await receiving?.discard();
  dropDownload(downloadId);
  forgetLocal(downloadId);
  await removePrivate(downloadId).catch(() => {});
  await removeChosen(downloadId);
  await emitAck('download_cancel', { downloadId });
}

class Receiving {
  readonly #reception: Reception;
  readonly #stops: (() => void)[] = [];
  readonly #rate = new Rate();
  #opening: Promise<DiskWriter> | undefined;
  #writer: DiskWriter | undefined;
  #header: DownloadHeader | undefined;
  /** The chunk that comes next. */
  #next = 0;
  #kept = 0;
  #shownAt = 0;
  #showTimer: ReturnType<typeof setTimeout> | undefined;
  /** How often the server said that it cannot go on now, since the last chunk. */
  #refusals = 0;
  #finishing = false;
  #closed = false;

  constructor(reception: Reception) {
    this.#reception = reception;
    const { downloadId, projectId, path } = reception;
    putDownload({
      downloadId,
      projectId,
      path,
      phase: 'packing',
      packing: null,
      header: null,
      received: 0,
      perSecond: null,
      waiting: false,
      complete: null,
      error: null,
      canResume: true,
    });
    const mine =
      <T extends { downloadId: string }>(take: (payload: T, acknowledge?: Acknowledge) => void) =>
      (payload: T, acknowledge?: Acknowledge) => {
        if (payload.downloadId === downloadId) take(payload, acknowledge);
      };
    const down = () => this.#show({ waiting: true, perSecond: null });
    socket().on('disconnect', down);
    this.#stops.push(
      () => socket().off('disconnect', down),
      () => clearTimeout(this.#showTimer),
      on(
        'download_progress',
        mine((packing) => this.#show({ packing })),
      ),
      on(
        'download_header',
        mine((header: DownloadHeader) => this.#setHeader(header)),
      ),
      on(
        'download_chunk',
        mine((chunk, acknowledge) => this.#take(chunk, acknowledge)),
      ),
      on(
        'download_complete',
        mine((complete: DownloadComplete) => void this.#finish(complete)),
      ),
      on(
        'download_error',
        mine(({ error }) => this.#refused(AppError.fromShape(error))),
      ),
    );
  }

  /** Opens the file and asks for what is missing, now and after every new connection. */
  async open(): Promise<void> {
    const { downloadId, target, resumed } = this.#reception;
    this.#opening = DiskWriter.open(
      { downloadId, target, totalBytes: localTotal(downloadId), fresh: !resumed },
      (error) => this.#fail(error),
    );
    const writer = await this.#opening;
    if (this.#closed) return;
    this.#writer = writer;
    this.#next = writer.chunks;
    this.#kept = writer.bytes;
    this.#stops.push(onConnect(() => void this.#resume()));
  }

  discard(): Promise<void> {
    return this.#end((writer) => writer.discard());
  }

  async #end(how: (writer: DiskWriter) => Promise<void>): Promise<void> {
    this.#closed = true;
    // A file that is being opened is there: it goes only once it is open.
    const writer = await this.#opening?.catch(() => undefined);
    if (writer) await how(writer);
    writer?.close();
    this.close();
  }

  close(): void {
    this.#closed = true;
    for (const stop of this.#stops.splice(0)) stop();
    this.#writer?.close();
    active.delete(this.#reception.downloadId);
  }

  async #resume(): Promise<void> {
    const { downloadId } = this.#reception;
    try {
      const { header } = await emitAck('download_resume', {
        downloadId,
        chunkIndex: this.#next,
        encoding: 'binary',
      });
      if (header) this.#setHeader(header);
      this.#show({ waiting: false });
    } catch (error) {
      const appError = toAppError(error);
      // A connection that breaks again asks again.
      if (socket().connected) this.#refused(appError);
    }
  }

  #setHeader(header: DownloadHeader): void {
    this.#header = header;
    noteTotal(header.downloadId, header.totalBytes);
    this.#show({ header, phase: 'receiving', received: this.#kept, waiting: false });
  }

  #take(chunk: ServerEventPayload<'download_chunk'>, acknowledge?: Acknowledge): void {
    const { chunkIndex, totalChunks, size } = chunk;
    // What comes before the file is open comes again: it is asked for then.
    if (!this.#writer || chunkIndex > this.#next || typeof chunk.data === 'string') return;
    // What came while it was asked for again comes twice, and the sender waits for every acknowledgement.
    if (chunkIndex < this.#next) {
      acknowledge?.();
      return;
    }
    this.#next += 1;
    const isLast = chunkIndex === totalChunks - 1;
    this.#writer.write({ index: chunkIndex, data: exactBuffer(chunk.data), isLast }, () => {
      acknowledge?.();
      this.#kept += size;
      this.#refusals = 0;
      this.#showReceived();
    });
  }

  #showReceived(): void {
    const now = performance.now();
    clearTimeout(this.#showTimer);
    if (now - this.#shownAt < SHOW_MS) {
      // What comes last before a pause is shown too.
      this.#showTimer = setTimeout(() => this.#show({ received: this.#kept }), SHOW_MS);
      return;
    }
    this.#shownAt = now;
    this.#rate.note(this.#kept, now);
    this.#show({ received: this.#kept, perSecond: this.#rate.perSecond });
  }

  async #finish(complete: DownloadComplete): Promise<void> {
    const { downloadId, target } = this.#reception;
    // A connection that broke at the end has the server say it again.
    if (this.#finishing) return;
    this.#finishing = true;
    this.#show({ phase: 'verifying', received: complete.totalBytes });
    try {
      // The server has nothing to send again: whatever comes of it, this is its end.
      const blob = await this.#writer?.finish(complete);
      if (target.kind !== 'file') await handOver(downloadId, this.#header?.name ?? 'project.zip', blob);
      forgetLocal(downloadId);
      this.#show({ phase: 'done', complete, perSecond: null });
      this.close();
    } catch (error) {
      forgetLocal(downloadId);
      this.#fail(toAppError(error), { canResume: false });
    }
  }

  /** The server cannot go on. A workspace or server that restarts is asked again. */
  #refused(error: AppError): void {
    this.#refusals += 1;
    if (error.code === 'WORKSPACE_UNAVAILABLE' && this.#refusals <= MOST_REFUSALS) {
      this.#show({ waiting: true, perSecond: null });
      const timer = setTimeout(() => socket().connected && void this.#resume(), ASK_AGAIN_MS);
      this.#stops.push(() => clearTimeout(timer));
      return;
    }
    const gone = error.code === 'NOT_FOUND';
    if (gone) forgetLocal(this.#reception.downloadId);
    this.#fail(error, { canResume: !gone });
  }

  #fail(error: AppError, { canResume } = { canResume: true }): void {
    if (this.#closed) return;
    this.#show({ phase: 'failed', error, canResume, waiting: false, perSecond: null });
    void this.#end(canResume ? (writer) => writer.leave() : (writer) => writer.discard());
  }

  #show(change: Parameters<typeof changeDownload>[1]): void {
    changeDownload(this.#reception.downloadId, change);
  }
}

/** A buffer that holds these bytes and no others, and can be handed to the worker. */
function exactBuffer(data: ArrayBuffer | Uint8Array): ArrayBuffer {
  return data instanceof ArrayBuffer ? data : new Uint8Array(data).buffer;
}
