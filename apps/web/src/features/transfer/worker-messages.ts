import type { ChosenFile } from './chosen-files';
import type { StoreOptions } from './stores';

/**
 * Where a download is written: into the browser's own private disk space, which survives a reload; straight into the file the
 * person chose; or, where the browser has neither, into blobs that it may move to disk.
 */
export type Target = { kind: 'private' } | ({ kind: 'file' } & ChosenFile) | { kind: 'blobs' };

/** To the worker. `data` is handed over, not copied. */
export type ToWorker =
  | ({ type: 'open' } & StoreOptions)
  | { type: 'write'; index: number; data: ArrayBuffer; isLast: boolean }
  | { type: 'finish'; checksum: string; totalBytes: number }
  | { type: 'discard' | 'leave' };

/** From the worker. `opened` says how many chunks, and bytes, an earlier page has kept already. */
export type FromWorker =
  | { type: 'opened'; chunks: number; bytes: number }
  | { type: 'kept'; index: number }
  | { type: 'finished'; checksum: string; blob?: Blob }
  | { type: 'discarded' | 'left' }
  | { type: 'failed'; reason: 'space' | 'mismatch' | 'locked' | 'other'; message: string };
