import { AppError, errorShapeSchema } from '@berth/protocol/error';
import type { UploadConflict } from '@berth/protocol/fs-upload';
import { unreachable } from '../../lib/errors';
import { signInAgain } from '../../lib/session';

export interface PutFile {
  projectId: string;
  path: string;
  file: File;
  conflict: UploadConflict;
  signal: AbortSignal;
  /** Bytes of this file that were sent so far. */
  onProgress: (bytes: number) => void;
}

/** Uploads one file. `fetch` tells nothing of a body's progress, so this is the older way. @throws ALREADY_EXISTS and others. */
export function putFile({ projectId, path, file, conflict, signal, onProgress }: PutFile): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open('PUT', `/projects/${projectId}/upload?${new URLSearchParams({ path, conflict })}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', (event) => onProgress(event.loaded));
    request.addEventListener('abort', () => reject(signal.reason));
    request.addEventListener('error', () => reject(unreachable()));
    request.addEventListener('load', () => {
      if (request.status === 200) return resolve();
      if (request.status === 401) signInAgain();
      reject(errorOf(request.responseText));
    });
    request.addEventListener('loadend', () => signal.removeEventListener('abort', abort));
    signal.addEventListener('abort', abort);
    if (signal.aborted) reject(signal.reason);
    else request.send(file);
  });
}

function errorOf(text: string): AppError {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return unreachable();
  }
  const shape = errorShapeSchema.safeParse(
    typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : answer,
  );
  return shape.success ? AppError.fromShape(shape.data) : unreachable();
}
