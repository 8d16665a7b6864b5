import { type Readable, Transform } from 'node:stream';
import { AppError } from '@berth/protocol/error';
import type { ByteSink } from '../workspace/byte-sink';
import type { Workspace } from '../workspace/workspace';

export interface ArchivePart {
  downloadId: string;
  /** The first byte, and the one after the last. */
  start: number;
  end: number;
}

/** Bytes of an archive from the agent, as a stream or into a sink. It ends early when the agent does. */
export async function openArchive(
  workspace: Workspace,
  { downloadId, start, end }: ArchivePart,
  options: { signal: AbortSignal; sink?: ByteSink },
): Promise<Readable> {
  const path = `/raw/archive?id=${downloadId}&start=${start}&end=${end}`;
  return workspace.openBytes(path, { ...options, timeoutMs: 30_000 });
}

/**
 * Hands on exactly `length` bytes, and fails when they are fewer or more: what is more than an answer's `content-length` would be taken
 * for the next answer.
 */
export function checkLength(length: number): Transform {
  let left = length;
  return new Transform({
    transform(bytes: Buffer, _encoding, done) {
      left -= bytes.length;
      if (left < 0)
        done(new AppError('WORKSPACE_UNAVAILABLE', 'The workspace sent more than it was asked for.'));
      else done(null, bytes);
    },
    flush: (done) => done(left > 0 ? cutShort() : null),
  });
}

/** The agent sent fewer bytes than it was asked for. */
export function cutShort(): AppError {
  return new AppError('WORKSPACE_UNAVAILABLE', 'The workspace stopped while it sent the archive.');
}
