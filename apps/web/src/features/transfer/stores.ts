import { openChosen } from './chosen-store';
import { privateFolder, privateName } from './private-files';
import type { Target } from './worker-messages';

/** Milliseconds a page that is just being left may hold the file. */
const LOCK_MS = 3_000;

/** Where the worker puts bytes, one after another. */
export interface Store {
  /** Bytes an earlier page kept, which count; the next write comes after them. */
  readonly kept: number;
  /** Reads what was kept, from the start. */
  readKept(take: (bytes: Uint8Array) => void): Promise<void> | void;
  /** `isLast`: nothing comes after these. */
  write(pieces: Uint8Array<ArrayBuffer>[], options: { isLast: boolean }): Promise<void> | void;
  /** All is written and right: makes it a file. Blobs are handed over. */
  commit(): Promise<Blob | undefined>;
  /** Keeps nothing. */
  discard(): Promise<void>;
  /** Lets go of what a later page can go on with, and keeps nothing where it cannot. */
  leave(): Promise<void>;
}

export interface StoreOptions {
  downloadId: string;
  target: Target;
  /** What is kept is cut to whole chunks of this size, unless it is all. */
  chunkBytes: number;
  /** The archive's size, where an earlier page was told. */
  totalBytes: number | undefined;
  /** True forgets what was kept. */
  fresh: boolean;
}

export function openStore(options: StoreOptions): Promise<Store> {
  switch (options.target.kind) {
    case 'private':
      return openPrivate(options);
    case 'file':
      return openChosen({ downloadId: options.downloadId, file: options.target });
    case 'blobs':
      return Promise.resolve(openBlobs());
  }
}

async function openPrivate({ downloadId, chunkBytes, totalBytes, fresh }: StoreOptions): Promise<Store> {
  const folder = await privateFolder();
  const name = privateName(downloadId);
  const access = await lock(await folder.getFileHandle(name, { create: true }));
  const size = fresh ? 0 : access.getSize();
  const kept = size === totalBytes ? size : size - (size % chunkBytes);
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
    async leave() {
      access.close();
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
  const forget = async () => {
    blobs.length = 0;
    gathered = [];
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
    discard: forget,
    leave: forget,
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
