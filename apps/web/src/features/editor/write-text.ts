import type { AppError } from '@berth/protocol/error';
import { trpc } from '../../lib/trpc';

interface TextWrite {
  content: string;
  /** The version on disk that is replaced; null makes a file that is not there. */
  ifMatch: string | null;
  /** Also where the file has no permission to be written. */
  overwriteReadOnly: boolean;
}

/** Writes a text to disk. @throws CONFLICT or ALREADY_EXISTS when the disk has another version, and what else saving throws. */
export function writeText(
  file: { projectId: string; path: string },
  { content, ifMatch, overwriteReadOnly }: TextWrite,
): Promise<{ etag: string; size: number }> {
  if (ifMatch === null) return trpc.fs.create.mutate({ ...file, content });
  return trpc.fs.update.mutate({
    ...file,
    content,
    ifMatch,
    ...(overwriteReadOnly ? { overwriteReadOnly } : {}),
  });
}

/** True for failures that do not tell whether the file was written. */
export function mayHaveArrived({ code }: AppError): boolean {
  return code === 'INTERNAL' || code === 'WORKSPACE_UNAVAILABLE' || code === 'STORAGE_UNAVAILABLE';
}
