import { setImmediate } from 'node:timers/promises';
import type { PackProgress } from '@berth/protocol/transfer';

/** Milliseconds between two reports. */
const REPORT_MS = 100;
/** Milliseconds of uninterrupted work before other events get their turn. */
const TURN_MS = 25;

/** Counts what is done and reports it every now and then: at once when it starts, and when the first is counted. */
export class Progress {
  readonly state: PackProgress;
  readonly #report: (progress: PackProgress) => void;
  #reportedAt = 0;
  #turnAt = Date.now();

  constructor(report: (progress: PackProgress) => void) {
    this.state = { phase: 'scan', files: 0, bytes: 0, totalFiles: null, totalBytes: null, archiveBytes: 0 };
    this.#report = report;
    report({ ...this.state });
  }

  add(files: number, bytes: number): void {
    this.state.files += files;
    this.state.bytes += bytes;
    this.#reportNow();
  }

  /** Counts what stays out. */
  leaveOut(files: number): void {
    this.state.excludedFiles = (this.state.excludedFiles ?? 0) + files;
    this.#reportNow();
  }

  #reportNow(): void {
    const now = Date.now();
    if (now - this.#reportedAt < REPORT_MS) return;
    this.#reportedAt = now;
    this.#report({ ...this.state });
  }

  /** Reports what has been counted, and starts to count anew towards it. */
  startArchive(): void {
    this.#report({ ...this.state });
    const { files, bytes } = this.state;
    Object.assign(this.state, { phase: 'archive', files: 0, bytes: 0, totalFiles: files, totalBytes: bytes });
    this.#report({ ...this.state });
  }

  /** Reports where the work ended. */
  finish(): void {
    this.#report({ ...this.state });
  }

  /** To be awaited now and then by synchronous work, so that it can be stopped. */
  async breathe(): Promise<void> {
    if (Date.now() - this.#turnAt < TURN_MS) return;
    await setImmediate();
    this.#turnAt = Date.now();
  }
}
