import type { Readable } from 'node:stream';
import { AppError } from '@berth/protocol/error';
import type { Workspace } from '../workspace/workspace';

export interface ArchivePart {
  downloadId: string;
  /** The first byte, and the one after the last. */
  start: number;
  end: number;
}

/** Bytes of an archive as a stream from the agent. */
export async function openArchive(
  workspace: Workspace,
  { downloadId, start, end }: ArchivePart,
  signal: AbortSignal,
): Promise<Readable> {
  const path = `/raw/archive?id=${downloadId}&start=${start}&end=${end}`;
  return workspace.request({ method: 'GET', path, signal, timeoutMs: 30_000 });
}

/** Cuts a stream into pieces of exactly `size` bytes, the last one shorter. One piece is held at a time. */
export async function* inPieces(stream: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer, void> {
  let piece = Buffer.allocUnsafe(size);
  let used = 0;
  for await (const bytes of stream) {
    for (let taken = 0; taken < bytes.length; ) {
      const copied = bytes.copy(piece, used, taken);
      taken += copied;
      used += copied;
      if (used < size) continue;
      yield piece;
      piece = Buffer.allocUnsafe(size);
      used = 0;
    }
  }
  if (used > 0) yield piece.subarray(0, used);
}

/** @throws AppError WORKSPACE_UNAVAILABLE when the agent sent fewer bytes than it said. */
export function cutShort(): AppError {
  return new AppError('WORKSPACE_UNAVAILABLE', 'The workspace stopped while it sent the archive.');
}
