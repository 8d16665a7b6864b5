import { AppError } from '@berth/protocol/error';
import { emitAck } from '../../lib/socket';
import { findChosen, forgetChosen, mayWrite } from './chosen-files';
import type { Contents } from './dialog-state';
import type { LocalDownload } from './kept-downloads';
import { hasPrivateFiles } from './private-files';
import { cancel, receive } from './receive';
import type { Target } from './worker-messages';

/** Milliseconds the server may take to look at the folder. */
const START_MS = 60_000;

export interface StartOptions {
  projectId: string;
  /** The folder and what goes in of it. */
  selection: Contents & { include: string[]; exclude?: string[] };
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
export async function continueDownload({ downloadId, projectId, path }: LocalDownload): Promise<void> {
  const chosen = await findChosen(downloadId);
  const usesChosen = chosen && (await mayWrite(chosen.handle, true));
  // What the person does not let be written is begun anew elsewhere.
  if (chosen && !usesChosen) await forgetChosen(downloadId);
  const target: Target = usesChosen ? { kind: 'file', ...chosen } : await usualTarget();
  await receive({ downloadId, projectId, path, target, resumed: target.kind !== 'blobs' });
}

/** Goes on with a download that an earlier page of this browser began, unless the person has to be asked for its file. */
export async function continueLocal(download: LocalDownload): Promise<void> {
  const chosen = await findChosen(download.downloadId);
  if (!chosen || (await mayWrite(chosen.handle, false))) await continueDownload(download);
}

/** Where a download goes unless the person chooses a file. */
export async function usualTarget(): Promise<Target> {
  return (await hasPrivateFiles()) ? { kind: 'private' } : { kind: 'blobs' };
}

/** Asks the person for a file; undefined when they changed their mind. */
export async function chooseFile(suggestedName: string): Promise<Target | undefined> {
  try {
    const handle = await window.showSaveFilePicker?.({ suggestedName });
    return handle && { kind: 'file', handle, kept: 0 };
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') return undefined;
    throw new AppError('STORAGE_UNAVAILABLE', 'The file cannot be written. Choose another one.', { cause });
  }
}
