import { setImmediate } from 'node:timers/promises';
import type { PackProgress } from '@berth/protocol/transfer';

/** Milliseconds between two reports. */
const REPORT_MS = 100;
/** Milliseconds of uninterrupted work before other events get their turn. */
const TURN_MS = 25;

/** Counts what is done and reports it every now and then, the first time at once. */
export class Progress {
  readonly state: PackProgress;
  readonly #report: (progress: PackProgress) => void;
  #reportedAt = Date.now();
  #turnAt = Date.now();

  constructor(report: (progress: PackProgress) => void) {
    this.state = { phase: 'scan', files: 0, bytes: 0, totalFiles: null, totalBytes: null, archiveBytes: 0 };
    this.#report = report;
    report({ ...this.state });
  }

  add(files: number, bytes: number): void {
    this.state.files += files;
    this.state.bytes += bytes;
    const now = Date.now();
    if (now - this.#reportedAt < REPORT_MS) return;
    this.#reportedAt = now;
    this.#report({ ...this.state });
  }

  /** Starts to count anew, towards what has been counted. */
  startArchive(): void {
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
