import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@berth/protocol/error';
import type { Packed, PackProgress } from '@berth/protocol/transfer';
import type { Workspaces } from '../workspace/workspaces';
import type { Quota } from './quota';
import type { DownloadRecord } from './record';

/** Archives packed at a time; further ones wait their turn. */
const AT_ONCE = 2;
/** Waits, in milliseconds, before packing anew in a workspace that ended. */
const RETRY_MS = [1_000, 2_000, 4_000];

export interface PackOptions {
  signal: AbortSignal;
  onProgress(progress: PackProgress): void;
}

/** Has workspaces pack, a bounded number at a time and together within the quota. */
export class Packer {
  readonly #workspaces: Workspaces;
  readonly #quota: Quota;
  readonly #level: number;
  readonly #waiting: (() => void)[] = [];
  #packing = 0;

  constructor(options: { workspaces: Workspaces; quota: Quota; level: number }) {
    this.#workspaces = options.workspaces;
    this.#quota = options.quota;
    this.#level = options.level;
  }

  /** @throws AppError TOO_LARGE, STORAGE_UNAVAILABLE, WORKSPACE_UNAVAILABLE, and what `signal` is aborted with. */
  async pack(record: DownloadRecord, options: PackOptions): Promise<Packed> {
    const { signal } = options;
    options.onProgress({
      phase: 'scan',
      files: 0,
      bytes: 0,
      totalFiles: null,
      totalBytes: null,
      archiveBytes: 0,
    });
    await this.#turn(signal);
    try {
      for (const wait of RETRY_MS) {
        try {
          return await this.#packOnce(record, options);
        } catch (error) {
          signal.throwIfAborted();
          if (AppError.from(error).code !== 'WORKSPACE_UNAVAILABLE') throw error;
        }
        await delay(wait, undefined, { signal });
      }
      return await this.#packOnce(record, options);
    } finally {
      this.#packing -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #packOnce(record: DownloadRecord, { signal, onProgress }: PackOptions): Promise<Packed> {
    const { downloadId, projectId, selection } = record;
    const over = new AbortController();
    const workspace = await this.#workspaces.running(projectId);
    const input = { ...selection, downloadId, level: this.#level, limitBytes: this.#quota.left(downloadId) };
    const onEvent = (progress: PackProgress) => {
      if (this.#quota.use(downloadId, progress.archiveBytes)) onProgress(progress);
      else over.abort(this.#quota.exceeded());
    };
    try {
      const packed = await workspace.stream('transfer.pack', input, {
        signal: AbortSignal.any([signal, over.signal]),
        onEvent,
      });
      this.#quota.use(downloadId, packed.totalBytes);
      return packed;
    } catch (error) {
      this.#quota.release(downloadId);
      signal.throwIfAborted();
      over.signal.throwIfAborted();
      throw error;
    }
  }

  async #turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    while (this.#packing >= AT_ONCE) {
      await new Promise<void>((resolve, reject) => {
        const turn = () => {
          signal.removeEventListener('abort', give);
          resolve();
        };
        const give = () => {
          this.#waiting.splice(this.#waiting.indexOf(turn), 1);
          reject(signal.reason);
        };
        signal.addEventListener('abort', give, { once: true });
        this.#waiting.push(turn);
      });
    }
    this.#packing += 1;
  }
}
