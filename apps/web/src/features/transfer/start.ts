import { AppError } from '@berth/protocol/error';
import { emitAck } from '../../lib/socket';
import { hasPrivateFiles } from './private-files';
import { cancel, receive } from './receive';
import type { Target } from './worker-messages';

/** Milliseconds the server may take to look at the folder. */
const START_MS = 60_000;

export interface StartOptions {
  projectId: string;
  /** The folder and what goes in of it. */
  selection: { path: string; include: string[]; exclude?: string[] };
  target: Target;
}

/** Starts a download. @throws AppError. */
export async function startDownload({ projectId, selection, target }: StartOptions): Promise<string> {
  const request = { projectId, ...selection, encoding: 'binary' } as const;
  const { downloadId } = await emitAck('download_project', request, { timeoutMs: START_MS });
  try {
    await receive({ downloadId, projectId, path: selection.path, target, resumed: false });
  } catch (error) {
    await cancel(downloadId);
    throw error;
  }
  return downloadId;
}

/** Receives a download that the server keeps, from its beginning where this browser has nothing of it. */
export async function continueDownload(kept: {
  downloadId: string;
  projectId: string;
  path: string;
}): Promise<void> {
  const target = await usualTarget();
  await receive({ ...kept, target, resumed: target.kind === 'private' });
}

/** Where a download goes unless the person chooses a file. */
export async function usualTarget(): Promise<Target> {
  return (await hasPrivateFiles()) ? { kind: 'private' } : { kind: 'blobs' };
}

/** Asks the person for a file; undefined when they changed their mind. */
export async function chooseFile(suggestedName: string): Promise<Target | undefined> {
  try {
    const handle = await window.showSaveFilePicker?.({ suggestedName });
    return handle && { kind: 'file', handle };
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') return undefined;
    throw new AppError('STORAGE_UNAVAILABLE', 'The file cannot be written. Choose another one.', { cause });
  }
}
