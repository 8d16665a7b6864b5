import type { FsProgress } from '@berth/protocol/fs-progress';

/** Milliseconds between two reports. */
const REPORT_MS = 100;

/** Counts what is done of a long call and reports it every now and then, for as long as the call gets further. */
export class Progress {
  #state: FsProgress = { files: 0, bytes: 0, totalFiles: null, totalBytes: null };
  readonly #report: (progress: FsProgress) => Promise<void>;
  #reportedAt = Date.now();

  constructor(report: (progress: FsProgress) => Promise<void>) {
    this.#report = report;
  }

  /** Nothing counted, such as for a folder, is a step too. Resolves when the reader has taken what there was to report. */
  async add(files: number, bytes: number): Promise<void> {
    this.#state.files += files;
    this.#state.bytes += bytes;
    if (Date.now() - this.#reportedAt >= REPORT_MS) await this.#reportNow();
  }

  /** Takes what has been counted for the total, and counts anew towards it. */
  async startOver(): Promise<{ totalBytes: number }> {
    const { files, bytes } = this.#state;
    this.#state = { files: 0, bytes: 0, totalFiles: files, totalBytes: bytes };
    await this.#reportNow();
    return { totalBytes: bytes };
  }

  async #reportNow(): Promise<void> {
    this.#reportedAt = Date.now();
    await this.#report({ ...this.#state });
  }
}
