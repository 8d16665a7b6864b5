import { promisify } from 'node:util';
import { constants, crc32, deflateRaw, deflateRawSync } from 'node:zlib';

const deflate = promisify(deflateRaw);
/** Bytes up to which handing the work to another thread costs more than the work. */
const SMALL_BYTES = 4 * 1024;
/** Bytes of history a block may refer to. */
const WINDOW_BYTES = 32 * 1024;

export interface DeflateOptions {
  /** 1 to 9. */
  level: number;
  /** The bytes before these, of which the last 32 KiB are referred to. */
  before?: Buffer | undefined;
  /** False where more of the same stream follows. */
  last: boolean;
}

/**
 * Deflates one piece of a stream on a thread of the pool. Pieces put one after another are one valid stream, whatever order they
 * were compressed in: each ends on a byte and knows the bytes before it.
 */
export async function deflatePiece(bytes: Buffer, { level, before, last }: DeflateOptions): Promise<Buffer> {
  const compress = bytes.length <= SMALL_BYTES ? deflateRawSync : deflate;
  return compress(bytes, {
    level,
    finishFlush: last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
    chunkSize: Math.max(1024, bytes.length + (bytes.length >> 8) + 64),
    ...(before && before.length > 0 ? { dictionary: before.subarray(-WINDOW_BYTES) } : {}),
  });
}

export function crc(bytes: Buffer, before = 0): number {
  return crc32(bytes, before);
}
