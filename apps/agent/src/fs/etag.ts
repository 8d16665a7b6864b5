import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { fsLimits } from '@berth/protocol/fs-entry';

const CHUNK_BYTES = 1024 * 1024;

/** The etag of content. */
export function etagOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The etag of a file whose content is too large to hash on every read: changes with any write, says nothing of the content. */
export function statEtag(stats: Stats): string {
  const facts = [stats.dev, stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join(':');
  return `stat-${etagOf(Buffer.from(facts))}`;
}

/** The etag of an open file as it is now. */
export async function fileEtag(handle: FileHandle): Promise<string> {
  const stats = await handle.stat();
  if (stats.size > fsLimits.hashedBytes) return statEtag(stats);
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, stats.size + 1));
  // What grows while it is read is hashed up to the limit.
  for (let position = 0; position <= fsLimits.hashedBytes; ) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) break;
    hash.update(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
  return hash.digest('hex');
}
