import { KeyValueStore } from '../../lib/key-value-store';

/** A file the person chose for a download that is not finished, and how many of its bytes are in it. */
export interface ChosenFile {
  handle: FileSystemFileHandle;
  kept: number;
}

const store = new KeyValueStore('berth-chosen-files', 'files');

/** A browser that keeps nothing here can only not go on after a reload. */
export async function keepChosen(downloadId: string, file: ChosenFile): Promise<void> {
  await store.run('readwrite', (files) => files.put(file, downloadId)).catch(() => {});
}

export async function forgetChosen(downloadId: string): Promise<void> {
  await store.run('readwrite', (files) => files.delete(downloadId)).catch(() => {});
}

export async function findChosen(downloadId: string): Promise<ChosenFile | undefined> {
  return store
    .run<ChosenFile | undefined>('readonly', (files) => files.get(downloadId))
    .catch(() => undefined);
}

/** Whether a later page may write the file. `ask` puts the question to the person, whose click it needs. */
export async function mayWrite(handle: FileSystemFileHandle, ask: boolean): Promise<boolean> {
  const mode = { mode: 'readwrite' } as const;
  if ((await handle.queryPermission?.(mode)) === 'granted') return true;
  return ask && (await handle.requestPermission?.(mode).catch(() => 'denied')) === 'granted';
}

/** Removes what a download that is given up has in the person's file, where this page may. */
export async function removeChosen(downloadId: string): Promise<void> {
  const chosen = await findChosen(downloadId);
  await forgetChosen(downloadId);
  if (chosen && chosen.kept > 0 && (await mayWrite(chosen.handle, true))) {
    await chosen.handle.remove?.().catch(() => {});
  }
}
