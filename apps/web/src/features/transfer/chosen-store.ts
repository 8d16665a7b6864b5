import { type ChosenFile, forgetChosen, keepChosen } from './chosen-files';
import type { Store } from './stores';

/** Bytes after which what was written is put into the file for the first time; then whenever it has doubled. */
const FIRST_SAVE_BYTES = 16 * 1024 * 1024;

interface ChosenStoreOptions {
  downloadId: string;
  /** `kept` is how much of the download an earlier page has put into the file. */
  file: ChosenFile;
}

/**
 * Writes into the file the person chose. The browser shows what is written in it only once the stream is closed, and copies it when a
 * stream is opened again: so that a later page can go on, it is closed now and then, at twice the size each time, which copies no more
 * than was downloaded.
 */
export async function openChosen({
  downloadId,
  file: { handle, kept: known },
}: ChosenStoreOptions): Promise<Store> {
  // What the person put there since is not the download's.
  const kept = known > 0 && (await handle.getFile()).size === known ? known : 0;
  let stream: FileSystemWritableFileStream | undefined;
  let saved = kept;
  let written = kept;
  const open = async () => {
    stream = await handle.createWritable({ keepExistingData: saved > 0 });
    if (saved > 0) await stream.seek(saved);
    return stream;
  };
  const save = async () => {
    await stream?.close();
    stream = undefined;
    saved = written;
    await keepChosen(downloadId, { handle, kept: saved });
  };
  await open();
  await keepChosen(downloadId, { handle, kept });
  const discard = async () => {
    await stream?.abort();
    await forgetChosen(downloadId);
    // The picker has made an empty file, or emptied one.
    if (saved > 0 || (await handle.getFile()).size === 0) await handle.remove?.();
  };
  return {
    kept,
    async readKept(take) {
      const reader = (await handle.getFile()).slice(0, kept).stream().getReader();
      for (let read = await reader.read(); !read.done; read = await reader.read()) take(read.value);
    },
    async write(pieces, { isLast }) {
      // Each write is a turn of another process.
      await (stream ?? (await open())).write(new Blob(pieces));
      written += pieces.reduce((total, { length }) => total + length, 0);
      // The server lets go of the archive once it knows that the end is kept.
      if (isLast || written - saved >= Math.max(FIRST_SAVE_BYTES, saved)) await save();
    },
    async commit() {
      await stream?.close();
      await forgetChosen(downloadId);
      return undefined;
    },
    discard,
    async leave() {
      if (saved === 0) return discard();
      await stream?.abort();
    },
  };
}
