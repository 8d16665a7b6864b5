import { setImmediate as turn } from 'node:timers/promises';
import { AppError } from '@berth/protocol/error';
import { DOWNLOAD_CHUNK_BYTES } from '@berth/protocol/transfer-chunk';
import { expect, test } from 'vitest';
import { sendChunks } from './send-chunks';

const WINDOW = 32;

/** Bytes that differ at every place within a chunk and between chunks. */
function pattern(length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  for (let place = 0; place < length; place += 1) bytes[place] = (place * 31 + (place >> 16) * 7) & 0xff;
  return bytes;
}

/** A receiver of an archive of so many bytes, which acknowledges when it is told to. */
function start(length: number, { from = 0, readable = length } = {}) {
  const archive = pattern(length);
  const abort = new AbortController();
  const unacknowledged: (() => void)[] = [];
  const sent: { index: number; data: Buffer }[] = [];
  const reads: number[] = [];
  const memories = new Set<ArrayBufferLike>();
  const file = {
    async read(target: Uint8Array, position: number) {
      await turn();
      reads.push(position);
      memories.add(target.buffer);
      if (position + target.length > readable) throw new AppError('NOT_FOUND', 'Gone.');
      archive.copy(target, 0, position);
    },
  };
  const sink = {
    send(index: number, data: Buffer, acknowledged: () => void) {
      // What is sent is looked at when it is acknowledged: until then it must stay as it is.
      unacknowledged.push(() => {
        sent.push({ index, data: Buffer.from(data) });
        acknowledged();
      });
    },
  };
  const done = sendChunks(file, { totalBytes: length, from, sink, signal: abort.signal });
  done.catch(() => {});
  const settle = async () => {
    for (let count = 0; count < 20; count += 1) await turn();
  };
  /** Acknowledges all that comes until nothing does. */
  const drain = async () => {
    for (await settle(); unacknowledged.length > 0; await settle()) {
      for (const acknowledge of unacknowledged.splice(0)) acknowledge();
    }
  };
  return { archive, abort, unacknowledged, sent, reads, memories, done, settle, drain };
}

test('sends whole chunks in order, the last one shorter, and reuses a few blocks of memory', async () => {
  const length = 150 * DOWNLOAD_CHUNK_BYTES + 5;
  const { archive, sent, memories, done, drain } = start(length);
  await drain();
  await done;
  expect(sent.map(({ index }) => index)).toEqual(Array.from({ length: 151 }, (_, index) => index));
  expect(Buffer.concat(sent.map(({ data }) => data)).equals(archive)).toBe(true);
  expect(sent.at(-1)?.data).toHaveLength(5);
  expect(memories.size).toBeLessThanOrEqual(4);
});

test('sends the window and reads one block more, until something is acknowledged', async () => {
  const { unacknowledged, reads, done, abort, settle } = start(100 * DOWNLOAD_CHUNK_BYTES);
  await settle();
  expect(unacknowledged).toHaveLength(WINDOW);
  expect(reads.length).toBeLessThanOrEqual(4);
  unacknowledged.shift()?.();
  await settle();
  expect(unacknowledged).toHaveLength(WINDOW);
  abort.abort(new AppError('CONFLICT', 'Elsewhere.'));
  await expect(done).rejects.toMatchObject({ code: 'CONFLICT' });
  for (const acknowledge of unacknowledged.splice(0)) acknowledge();
  await settle();
  expect(unacknowledged).toEqual([]);
});

test('goes on from any chunk, also from behind the last one', async () => {
  const length = 40 * DOWNLOAD_CHUNK_BYTES;
  const { archive, sent, drain, done } = start(length, { from: 37 });
  await drain();
  await done;
  expect(sent.map(({ index }) => index)).toEqual([37, 38, 39]);
  expect(
    sent[0]?.data.equals(archive.subarray(37 * DOWNLOAD_CHUNK_BYTES).subarray(0, DOWNLOAD_CHUNK_BYTES)),
  ).toBe(true);
  await start(length, { from: 40 }).done;
  await start(0).done;
});

test('waits for the last acknowledgement', async () => {
  const { unacknowledged, done, settle } = start(3);
  let isDone = false;
  void done.then(() => {
    isDone = true;
  });
  await settle();
  expect(isDone).toBe(false);
  unacknowledged.shift()?.();
  await done;
});

test('sends what could be read, then fails', async () => {
  const { sent, done, drain } = start(64 * DOWNLOAD_CHUNK_BYTES, { readable: 40 * DOWNLOAD_CHUNK_BYTES });
  await drain();
  await expect(done).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(sent).toHaveLength(32);
});
