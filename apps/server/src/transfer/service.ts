import { randomUUID } from 'node:crypto';
import { AppError } from '@berth/protocol/error';
import type {
  DownloadHeader,
  KeptDownload,
  PackProgress,
  Preview,
  Selection,
} from '@berth/protocol/transfer';
import type { DownloadLimits } from '../env';
import type { Logger } from '../log';
import type { ProjectService } from '../project/service';
import type { Workspaces } from '../workspace/workspaces';
import { Download, type DownloadParts } from './download';
import { archiveName, headerOf, keptOf } from './facts';
import { Packer } from './packer';
import { Quota } from './quota';
import type { Receiver } from './receiver';
import type { DownloadRecord } from './record';
import { DownloadStore } from './store';

/** Downloads of one project that are not complete. */
const MAX_A_PROJECT = 8;
/** Milliseconds after which no agent writes for a download that has ended. */
const LATE_MS = 10_000;

export interface DownloadServiceOptions {
  limits: DownloadLimits;
  /** The one folder with temporary archives. */
  folder: string;
  projects: ProjectService;
  workspaces: Workspaces;
  log: Logger;
}

/** Every download: those that are received now, and those that wait to be continued. */
export class DownloadService implements AsyncDisposable {
  readonly #options: DownloadServiceOptions;
  readonly #store: DownloadStore;
  readonly #downloads = new Map<string, Download>();
  readonly #quota: Quota;
  readonly #parts: DownloadParts;
  readonly #sweeper: NodeJS.Timeout;

  constructor(options: DownloadServiceOptions) {
    const { limits, folder, log, workspaces } = options;
    this.#options = options;
    this.#store = new DownloadStore(folder, log);
    this.#quota = new Quota(limits.quotaBytes);
    this.#parts = {
      store: this.#store,
      packer: new Packer({ workspaces, quota: this.#quota, level: limits.level }),
      onArchiveGone: (downloadId) => this.#quota.release(downloadId),
      onFailure: (err) => log.error({ err }, 'a download failed'),
    };
    for (const record of this.#store.load()) {
      this.#downloads.set(record.downloadId, new Download(record, this.#parts));
      if (record.packed && !record.complete) this.#quota.use(record.downloadId, record.packed.totalBytes);
    }
    this.#sweeper = setInterval(() => this.#sweep(), Math.min(limits.keepMs / 4, 15_000));
    this.#sweeper.unref();
    this.#sweep();
  }

  /** Makes a download; nothing of it runs yet. @throws AppError NOT_FOUND, CONFLICT when the project has too many. */
  create(projectId: string, request: Pick<DownloadRecord, 'selection' | 'encoding' | 'via'>): Download {
    const project = this.#options.projects.get(projectId);
    let unfinished = this.#of(projectId).filter((download) => !download.record.complete);
    const idle = unfinished.find(
      ({ record, receiving }) => record.via === 'http' && record.packed && !receiving,
    );
    if (unfinished.length >= MAX_A_PROJECT && idle) {
      // Nobody can see or cancel what a script left behind.
      void this.#forget(idle);
      unfinished = unfinished.filter((download) => download !== idle);
    }
    if (unfinished.length >= MAX_A_PROJECT) {
      throw new AppError(
        'CONFLICT',
        `This project has ${MAX_A_PROJECT} downloads that are not finished. Finish or cancel one first.`,
        { details: { downloads: unfinished.map((download) => download.record.downloadId) } },
      );
    }
    const record: DownloadRecord = {
      ...request,
      downloadId: randomUUID(),
      projectId,
      name: archiveName(project.name, request.selection.path),
      createdAt: new Date().toISOString(),
      packed: null,
      complete: false,
      usedAt: Date.now(),
    };
    this.#store.save(record);
    const download = new Download(record, this.#parts);
    this.#downloads.set(record.downloadId, download);
    return download;
  }

  /** Whether the folder is there, before anything is promised. @throws AppError NOT_FOUND, PATH_OUTSIDE_PROJECT, INVALID_INPUT, WORKSPACE_UNAVAILABLE. */
  async check(projectId: string, { path }: Selection): Promise<void> {
    this.#options.projects.get(projectId);
    const workspace = await this.#options.workspaces.running(projectId);
    const found = await workspace.call('fs.stat', { path });
    if (found.type === 'file') {
      throw new AppError('INVALID_INPUT', `${path} is a file. Choose a folder to download.`);
    }
  }

  /** Sends to a receiver until the end. A download that failed for good is forgotten. */
  async receive(download: Download, receiver: Receiver, from: number): Promise<void> {
    const error = await download.receive(receiver, from);
    // Without an archive there is nothing to continue, unless packing can be tried again.
    if (!error || error.code === 'WORKSPACE_UNAVAILABLE' || download.record.packed) return;
    await this.#forget(download);
  }

  /** @throws AppError NOT_FOUND. */
  get(downloadId: string): Download {
    const download = this.#downloads.get(downloadId);
    if (!download) {
      throw new AppError('NOT_FOUND', 'This download is not kept any more. Start a new one.');
    }
    return download;
  }

  header(download: Download): DownloadHeader | null {
    const { record } = download;
    return record.packed ? headerOf(record, record.packed) : null;
  }

  /** The newest HTTP archive of the same request that is ready. */
  findReady(projectId: string, selection: Selection): Download | undefined {
    const wanted = JSON.stringify(selection);
    return this.#of(projectId).findLast(
      ({ record }) =>
        record.via === 'http' &&
        record.packed &&
        !record.complete &&
        JSON.stringify(record.selection) === wanted,
    );
  }

  async cancel(downloadId: string): Promise<void> {
    const download = this.#downloads.get(downloadId);
    if (download) await this.#forget(download, new AppError('NOT_FOUND', 'The download was cancelled.'));
  }

  leave(socketId: string): void {
    for (const download of this.#downloads.values()) download.leave(socketId);
  }

  list(projectId: string): KeptDownload[] {
    const { keepMs } = this.#options.limits;
    return this.#of(projectId)
      .filter(({ record }) => !record.complete && record.via === 'socket')
      .map((download) => keptOf(download.record, { keepMs, receiving: download.receiving }));
  }

  async preview(
    projectId: string,
    selection: Selection,
    options: { signal?: AbortSignal | undefined; onProgress(progress: PackProgress): void },
  ): Promise<Preview> {
    this.#options.projects.get(projectId);
    const workspace = await this.#options.workspaces.running(projectId);
    const { signal, onProgress } = options;
    return workspace.stream('transfer.preview', selection, { signal, onEvent: onProgress });
  }

  /** Ends and removes everything of a project that is being deleted. */
  async forgetProject(projectId: string): Promise<void> {
    const gone = new AppError('NOT_FOUND', 'The project was deleted.');
    await Promise.all(this.#of(projectId).map((download) => this.#forget(download, gone)));
    this.#store.removeProject(projectId);
  }

  /** Ends what runs; what is kept stays for the next server. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#sweeper);
    const stopping = new AppError('WORKSPACE_UNAVAILABLE', 'The server is restarting. Continue in a moment.');
    for (const download of this.#downloads.values()) {
      this.#store.save(download.record);
      download.stop(stopping);
    }
    this.#downloads.clear();
  }

  #of(projectId: string): Download[] {
    return [...this.#downloads.values()].filter(({ record }) => record.projectId === projectId);
  }

  #sweep(): void {
    const oldest = Date.now() - this.#options.limits.keepMs;
    for (const download of this.#downloads.values()) {
      if (download.busy || download.record.usedAt > oldest) continue;
      const expired = new AppError('NOT_FOUND', 'Nobody received this download for long, so it was removed.');
      void this.#forget(download, expired);
    }
  }

  async #forget(download: Download, tell?: AppError): Promise<void> {
    this.#downloads.delete(download.record.downloadId);
    await download.end(tell);
    // An agent that had just finished may put its archive in place after that.
    setTimeout(() => this.#store.removeArchive(download.record), LATE_MS).unref();
  }
}
