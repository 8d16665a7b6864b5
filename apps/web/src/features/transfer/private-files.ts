const FOLDER = 'downloads';

/** The folder of unfinished downloads in the browser's private disk space. @throws DOMException where the browser has none. */
export async function privateFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}

export function privateName(downloadId: string): string {
  return `${downloadId}.zip`;
}

export async function removePrivate(downloadId: string): Promise<void> {
  const folder = await privateFolder();
  await folder.removeEntry(privateName(downloadId)).catch(() => {});
}

/** Whether files can be written there; private windows of some browsers have the call and refuse it. */
export async function hasPrivateFiles(): Promise<boolean> {
  try {
    await privateFolder();
    return true;
  } catch {
    return false;
  }
}
