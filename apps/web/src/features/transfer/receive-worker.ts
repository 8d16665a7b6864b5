import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { openStore, type Store } from './stores';
import type { FromWorker, ToWorker } from './worker-messages';

/**
 * Hashes and writes one download away from the page. SHA-256 in plain JavaScript: the browser's own digest takes no pieces, and
 * the page's policy has no place for WebAssembly.
 */
const hash = sha256.create();
let store: Store | undefined;
let bytesKept = 0;
/** Chunks that are not written yet; never more than the server sends ahead. */
const waiting: Extract<ToWorker, { type: 'write' }>[] = [];

const answer = (message: FromWorker) => postMessage(message);

async function open(message: Extract<ToWorker, { type: 'open' }>): Promise<void> {
  store = await openStore(message);
  await store.readKept((bytes) => hash.update(bytes));
  bytesKept = store.kept;
  answer({ type: 'opened', chunks: Math.ceil(store.kept / message.chunkBytes), bytes: store.kept });
}

/** Writes all that has come so far. What comes during a slow write goes with the next one. */
async function writeWaiting(): Promise<void> {
  const batch = waiting.splice(0);
  if (batch.length === 0) return;
  const pieces = batch.map(({ data }) => new Uint8Array(data));
  for (const bytes of pieces) hash.update(bytes);
  await store?.write(pieces, { isLast: batch.at(-1)?.isLast ?? false });
  for (const { index } of batch) answer({ type: 'kept', index });
  bytesKept += pieces.reduce((total, { length }) => total + length, 0);
}

async function finish(expected: { checksum: string; totalBytes: number }): Promise<void> {
  const checksum = bytesToHex(hash.digest());
  if (checksum !== expected.checksum || bytesKept !== expected.totalBytes) {
    await store?.discard();
    const message = `The checksum is wrong: ${checksum} instead of ${expected.checksum}. Nothing was kept; download again.`;
    answer({ type: 'failed', reason: 'mismatch', message });
    return;
  }
  const blob = await store?.commit();
  answer({ type: 'finished', checksum, ...(blob ? { blob } : {}) });
}

async function take(message: ToWorker): Promise<void> {
  switch (message.type) {
    case 'open':
      return open(message);
    case 'write':
      return writeWaiting();
    case 'finish':
      return finish(message);
    case 'discard':
      await store?.discard();
      answer({ type: 'discarded' });
      return;
    case 'leave':
      await store?.leave();
      answer({ type: 'left' });
  }
}

function fail(error: unknown): void {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') {
    const message = 'There is no space left for it. Free some, or save straight into a file.';
    answer({ type: 'failed', reason: 'space', message });
    return;
  }
  const locked = name === 'NoModificationAllowedError';
  const message = locked ? 'Another window receives this download.' : String(error);
  answer({ type: 'failed', reason: locked ? 'locked' : 'other', message });
}

// One message after the other: a write may have to wait for the disk.
let last = Promise.resolve();
addEventListener('message', (event: MessageEvent<ToWorker>) => {
  if (event.data.type === 'write') waiting.push(event.data);
  last = last.then(() => take(event.data)).catch(fail);
});
