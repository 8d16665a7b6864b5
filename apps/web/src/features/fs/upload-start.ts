import type { AppError } from '@berth/protocol/error';
import type { QueryClient } from '@tanstack/react-query';
import { toAppError } from '../../lib/errors';
import { showError, showToast } from '../../ui/toasts';
import { isShown } from '../../workbench/shown-project';
import { refreshFolders } from './folder-queries';
import { plural } from './format-bytes';
import { makeFolder } from './make-folder';
import { joinPath, parentOf, ROOT } from './paths';
import { putAsking, type Standing } from './put-asking';
import { setExpanded } from './tree-state';
import { itemsOfDrop, itemsOfFiles, type UploadItem } from './upload-items';
import { addUpload, changeUpload, endUpload } from './upload-store';
import { concernsOneItem, uploaded } from './uploaded';

export interface UploadPlace {
  client: QueryClient;
  projectId: string;
  projectName: string;
  folder: string;
}

/** Lets the person choose files, or a folder with all that is in it, and uploads them. The browser tells of no empty folders. */
export function chooseUpload(place: UploadPlace, what: 'files' | 'folder'): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.webkitdirectory = what === 'folder';
  input.addEventListener('change', () => void upload(place, itemsOfFiles(input.files ?? [])));
  input.click();
}

export async function uploadDropped(place: UploadPlace, data: DataTransfer): Promise<void> {
  try {
    await upload(place, await itemsOfDrop(data));
  } catch (error) {
    showError('What was dropped could not be read', error);
  }
}

let nextId = 1;

async function upload(place: UploadPlace, items: readonly UploadItem[]): Promise<void> {
  if (items.length === 0) return;
  const id = nextId++;
  const controller = new AbortController();
  const bytes = items.reduce((sum, item) => sum + sizeOf(item), 0);
  addUpload({
    id,
    projectId: place.projectId,
    total: items.length,
    done: 0,
    bytes,
    sent: 0,
    current: '',
    cancel: () => controller.abort(),
  });
  if (place.folder !== ROOT && isShown(place.projectId)) setExpanded(place.folder, true);
  const { projectId, projectName, client, folder } = place;
  /** What is told of an upload, wherever the person is by then. */
  const told = (title: string) => (isShown(projectId) ? title : `${projectName}: ${title}`);
  const touched = new Set([folder]);
  let sent = 0;
  let done = 0;
  const counts = { files: 0, folders: 0, skipped: 0 };
  const refused: AppError[] = [];
  const standing: Standing = {};

  const put = async ({ file }: Extract<UploadItem, { kind: 'file' }>, path: string): Promise<void> => {
    const start = sent;
    const { signal } = controller;
    const onProgress = (loaded: number) => changeUpload(id, { sent: start + loaded });
    const remaining = items.length - done - 1;
    const outcome = await putAsking({ projectId, path, file, signal, onProgress }, { standing, remaining });
    if (outcome === 'cancel') controller.abort();
    else if (outcome === 'skip') counts.skipped++;
    else counts.files++;
  };

  try {
    for (const item of items) {
      controller.signal.throwIfAborted();
      const path = joinPath(folder, item.path);
      changeUpload(id, { current: item.path, done });
      try {
        if (item.kind === 'file') await put(item, path);
        else {
          await makeFolder(projectId, path);
          counts.folders++;
        }
      } catch (error) {
        if (controller.signal.aborted || !concernsOneItem(toAppError(error))) throw error;
        refused.push(toAppError(error));
      }
      sent += sizeOf(item);
      done++;
      touched.add(parentOf(path));
      changeUpload(id, { sent, done });
    }
    controller.signal.throwIfAborted();
    const { skipped } = counts;
    const [first] = refused;
    if (first) showError(told(`${uploaded(counts)} uploaded, ${refused.length} could not be`), first);
    else {
      showToast({
        kind: 'success',
        title: told(`${uploaded(counts)} uploaded`),
        ...(skipped > 0 ? { text: `${plural(skipped, 'file')} skipped` } : {}),
      });
    }
  } catch (error) {
    if (controller.signal.aborted)
      showToast({ kind: 'info', title: told(`Upload stopped after ${uploaded(counts)}`) });
    else showError(told(`The upload ended after ${uploaded(counts)}`), error);
  } finally {
    endUpload(id);
    await refreshFolders(client, { projectId, paths: touched });
  }
}

const sizeOf = (item: UploadItem) => (item.kind === 'file' ? item.file.size : 0);
