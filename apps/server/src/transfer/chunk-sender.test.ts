import { DOWNLOAD_CHUNK_BYTES } from '@berth/protocol/transfer';
import { expect, test } from 'vitest';
import { ChunkSender } from './chunk-sender';
import { Credits } from './credits';

/** A sender with what it has sent, copied when it was sent, and how to acknowledge it. */
function start(window: number, { from = 0, length = Number.POSITIVE_INFINITY } = {}) {
  const sent: { index: number; data: Buffer; acknowledge: () => void }[] = [];
  const credits = new Credits(window);
  const sender = new ChunkSender({
    from,
    length,
    credits,
    sink: {
      send: (index, data, acknowledge) => sent.push({ index, data: Buffer.from(data), acknowledge }),
    },
  });
  /** Fills in what the kernel would, in reads of any size. */
  const fill = (bytes: Buffer): boolean => {
    let mayGoOn = true;
    for (let taken = 0; taken < bytes.length; ) {
      const room = sender.room();
      const length = Math.min(room.length, bytes.length - taken);
      room.set(bytes.subarray(taken, taken + length));
      taken += length;
      mayGoOn = sender.filled(length);
    }
    return mayGoOn;
  };
  return { sender, sent, fill };
}

/** Bytes that differ at every place within a chunk and between chunks. */
function pattern(length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  for (let place = 0; place < length; place += 1) bytes[place] = (place * 31 + (place >> 16) * 7) & 0xff;
  return bytes;
}

test('cuts bytes of any reads into whole chunks, the last one shorter', () => {
  const bytes = pattern(3 * DOWNLOAD_CHUNK_BYTES + 1_000);
  const { sender, sent, fill } = start(10, { from: 5, length: bytes.length });
  for (let place = 0; place < bytes.length; place += 9_999) fill(bytes.subarray(place, place + 9_999));
  expect(sender.end()).toBe(true);
  expect(sent.map(({ index }) => index)).toEqual([5, 6, 7, 8]);
  expect(sent.map(({ data }) => data.length)).toEqual([65_536, 65_536, 65_536, 1_000]);
  expect(Buffer.concat(sent.map(({ data }) => data)).equals(bytes)).toBe(true);
  expect(sender.left).toBe(0);
});

test('drops what is more than was to come', () => {
  const bytes = pattern(2 * DOWNLOAD_CHUNK_BYTES);
  const { sender, sent, fill } = start(10, { length: 70_000 });
  fill(bytes);
  fill(bytes);
  sender.end();
  expect(sender.left).toBe(70_000 - 2 * bytes.length);
  expect(Buffer.concat(sent.map(({ data }) => data)).equals(bytes.subarray(0, 70_000))).toBe(true);
});

test('asks for a pause without a credit, and loses nothing of what still comes', () => {
  const bytes = pattern(4 * DOWNLOAD_CHUNK_BYTES);
  const { sender, sent, fill } = start(1);
  expect(fill(bytes.subarray(0, DOWNLOAD_CHUNK_BYTES))).toBe(true);
  expect(fill(bytes.subarray(DOWNLOAD_CHUNK_BYTES))).toBe(false);
  expect(sent).toHaveLength(1);
  for (let index = 0; index < 4; index += 1) {
    sent[index]?.acknowledge();
    sender.sendWaiting();
  }
  expect(sender.isWaiting).toBe(false);
  expect(Buffer.concat(sent.map(({ data }) => data)).equals(bytes)).toBe(true);
});

test('uses the memory of a chunk again once it is acknowledged, and not before', () => {
  const { sender, sent, fill } = start(2);
  const first = sender.room().buffer;
  fill(pattern(DOWNLOAD_CHUNK_BYTES));
  const second = sender.room().buffer;
  expect(second).not.toBe(first);
  fill(pattern(DOWNLOAD_CHUNK_BYTES));
  sent[0]?.acknowledge();
  expect(sender.room().buffer).toBe(first);
});
