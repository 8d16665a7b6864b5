import { AppError } from '@berth/protocol/error';

/** Bytes of all temporary archives together, finished ones and those being written. */
export class Quota {
  readonly #limit: number;
  readonly #used = new Map<string, number>();

  constructor(limitBytes: number) {
    this.#limit = limitBytes;
  }

  /** Bytes the archive may have. */
  left(downloadId: string): number {
    let others = 0;
    for (const [id, bytes] of this.#used) if (id !== downloadId) others += bytes;
    return Math.max(0, this.#limit - others);
  }

  /** Notes how large the archive is now. False: that is more than may be. */
  use(downloadId: string, bytes: number): boolean {
    this.#used.set(downloadId, bytes);
    return bytes <= this.left(downloadId);
  }

  release(downloadId: string): void {
    this.#used.delete(downloadId);
  }

  exceeded(): AppError {
    return new AppError(
      'TOO_LARGE',
      'The archives of all downloads together would be larger than may be. Cancel one that is kept, or raise BERTH_DOWNLOAD_QUOTA_MB.',
      { details: { quotaBytes: this.#limit } },
    );
  }
}
