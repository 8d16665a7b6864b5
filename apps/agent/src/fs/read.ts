import { isUtf8 } from 'node:buffer';
import type { Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { AppError } from '@berth/protocol/error';
import type { fsAgentCalls } from '@berth/protocol/fs';
import { fsLimits } from '@berth/protocol/fs-entry';
import type { z } from 'zod';
import { etagOf, fileEtag } from './etag';
import { findOpened, type OnOpen } from './find-opened';
import { modifiedAt } from './modified';
import { openFile } from './open-file';
import { readSmallFile } from './read-small';
import type { Root } from './root';

type ReadInput = z.output<(typeof fsAgentCalls)['fs.read']['input']> & { onOpen: OnOpen };
type ReadOutput = z.input<(typeof fsAgentCalls)['fs.read']['output']>;

/** Answers `fs.read`. */
export async function readFileAt(root: Root, input: ReadInput): Promise<ReadOutput> {
  using place = findOpened(root, input.path, input.onOpen);
  const whole = input.offset === undefined && input.length === undefined;
  const small = whole ? readSmallFile(place) : undefined;
  if (small)
    return answer(input, { ...small, offset: 0, etag: etagOf(small.bytes), size: small.bytes.length });
  const { handle, stats } = await openFile(place);
  try {
    if (whole && stats.size > fsLimits.readBytes) throw tooLarge(input.path, stats.size);
    const offset = input.offset ?? 0;
    const wanted = whole ? fsLimits.readBytes + 1 : (input.length ?? fsLimits.readBytes);
    const bytes = await readRange(handle, { offset, length: wanted, expected: stats.size });
    if (whole && bytes.length > fsLimits.readBytes) throw tooLarge(input.path, bytes.length);
    // Fewer bytes than wanted end where the file ended, whatever its size was when it was opened.
    const isWhole = offset === 0 && (bytes.length < wanted || bytes.length === stats.size);
    // Of a whole file, the etag says what is answered: an append that came after the read is not covered by it.
    if (isWhole) return answer(input, { bytes, stats, offset, etag: etagOf(bytes), size: bytes.length });
    const etag = await fileEtag(handle);
    // Looked up after the hash, so that no part of what grew meanwhile is covered by the etag and not by the size.
    const { size } = await handle.stat();
    // Only what was read says that the file reaches as far; an offset past the end says nothing.
    const end = bytes.length > 0 ? offset + bytes.length : 0;
    return answer(input, { bytes, stats, offset, etag, size: Math.max(size, end) });
  } finally {
    await handle.close();
  }
}

interface Found {
  bytes: Buffer;
  stats: Stats;
  offset: number;
  etag: string;
  /** Of the whole file. */
  size: number;
}

function answer(input: ReadInput, { bytes, stats, offset, etag, size }: Found): ReadOutput {
  const validUtf8 = isUtf8(bytes);
  const encoding = input.encoding === 'auto' ? (validUtf8 ? 'utf8' : 'base64') : input.encoding;
  if (encoding === 'utf8' && !validUtf8) throw notText(input.path, { etag, size: stats.size });
  return {
    path: input.path,
    encoding,
    content: bytes.toString(encoding),
    validUtf8,
    etag,
    size,
    offset,
    length: bytes.length,
    mtime: modifiedAt(stats),
    mode: stats.mode & 0o7777,
  };
}

/** Up to `length` bytes from `offset`; fewer only at the end of the file. `expected` is the size it is believed to have. */
async function readRange(
  handle: FileHandle,
  range: { offset: number; length: number; expected: number },
): Promise<Buffer> {
  // One byte more than believed, so that a file that ends where it should is read in one call.
  const believed = Math.max(0, range.expected - range.offset) + 1;
  let buffer = Buffer.allocUnsafe(Math.min(range.length, believed));
  let filled = 0;
  while (filled < range.length) {
    if (filled === buffer.length) {
      buffer = Buffer.concat([buffer, Buffer.allocUnsafe(Math.min(range.length - filled, filled + 4096))]);
    }
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, range.offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

function tooLarge(path: string, size: number): AppError {
  return new AppError(
    'TOO_LARGE',
    `${path} has ${size} bytes; at most ${fsLimits.readBytes} are read at once. Read a range (offset, length).`,
    { details: { size, limit: fsLimits.readBytes } },
  );
}

function notText(path: string, details: { etag: string; size: number }): AppError {
  return new AppError('INVALID_INPUT', `${path} is not UTF-8 text. Read it as base64.`, {
    details: { validUtf8: false, ...details },
  });
}
