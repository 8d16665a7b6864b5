import { privateFolder, privateName } from './private-files';
import type { Target } from './worker-messages';

/** Milliseconds a page that is just being left may hold the file. */
const LOCK_MS = 3_000;

/** Where the worker puts bytes, one after another. */
export interface Store {
  /** Bytes an earlier page kept, which count; the next write comes after them. */
  readonly kept: number;
  /** Reads what was kept, from the start. */
  readKept(take: (bytes: Uint8Array) => void): void;
  write(pieces: Uint8Array<ArrayBuffer>[]): Promise<void> | void;
  /** All is written and right: makes it a file. Blobs are handed over. */
  commit(): Promise<Blob | undefined>;
  /** Keeps nothing. */
  discard(): Promise<void>;
}

export interface StoreOptions {
  downloadId: string;
  target: Target;
  /** What is kept is cut to whole chunks of this size. */
  chunkBytes: number;
  /** True forgets what was kept. */
  fresh: boolean;
}

export function openStore(options: StoreOptions): Promise<Store> {
  switch (options.target.kind) {
    case 'private':
      return openPrivate(options);
    case 'file':
      return openFile(options.target.handle);
    case 'blobs':
      return Promise.resolve(openBlobs());
  }
}

async function openPrivate({ downloadId, chunkBytes, fresh }: StoreOptions): Promise<Store> {
  const folder = await privateFolder();
  const name = privateName(downloadId);
  const access = await lock(await folder.getFileHandle(name, { create: true }));
  const kept = fresh ? 0 : access.getSize() - (access.getSize() % chunkBytes);
  access.truncate(kept);
  let at = kept;
  return {
    kept,
    readKept(take) {
      const buffer = new Uint8Array(1 << 20);
      for (let from = 0; from < kept; ) {
        const bytes = buffer.subarray(0, Math.min(buffer.length, kept - from));
        from += access.read(bytes, { at: from });
        take(bytes);
      }
    },
    write(pieces) {
      for (const bytes of pieces) {
        for (let done = 0; done < bytes.length; ) {
          done += access.write(bytes.subarray(done), { at: at + done });
        }
        at += bytes.length;
      }
    },
    async commit() {
      access.flush();
      access.close();
      return undefined;
    },
    async discard() {
      access.close();
      await folder.removeEntry(name).catch(() => {});
    },
  };
}

async function openFile(handle: FileSystemFileHandle): Promise<Store> {
  // What is written replaces the file only when the stream is closed.
  const stream = await handle.createWritable();
  return {
    kept: 0,
    readKept: () => {},
    // Each write is a turn of another process.
    write: (pieces) => stream.write(new Blob(pieces)),
    async commit() {
      await stream.close();
      return undefined;
    },
    async discard() {
      await stream.abort();
      // The picker has made an empty file, or emptied one.
      if ((await handle.getFile()).size === 0) await handle.remove?.();
    },
  };
}

function openBlobs(): Store {
  const blobs: Blob[] = [];
  let gathered: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const gather = () => {
    blobs.push(new Blob(gathered));
    gathered = [];
    size = 0;
  };
  return {
    kept: 0,
    readKept: () => {},
    write(pieces) {
      gathered.push(...pieces);
      size += pieces.reduce((total, { length }) => total + length, 0);
      if (size >= 4 << 20) gather();
    },
    async commit() {
      gather();
      return new Blob(blobs, { type: 'application/zip' });
    },
    async discard() {
      blobs.length = 0;
      gathered = [];
    },
  };
}

async function lock(file: FileSystemFileHandle): Promise<FileSystemSyncAccessHandle> {
  const until = performance.now() + LOCK_MS;
  for (;;) {
    try {
      return await file.createSyncAccessHandle();
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
