/** Parts of the File System API that the DOM types lack: those of workers, of iteration and of the picker. */
interface FileSystemSyncAccessHandle {
  read(buffer: Uint8Array, options: { at: number }): number;
  write(buffer: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

interface FileSystemFileHandle {
  createSyncAccessHandle(): Promise<FileSystemSyncAccessHandle>;
  /** Not in every browser. */
  remove?(): Promise<void>;
}

interface FileSystemDirectoryHandle {
  entries(): AsyncIterable<[string, FileSystemHandle]>;
}

interface Window {
  /** Only in browsers that write to the person's own files. */
  showSaveFilePicker?(options: { suggestedName: string }): Promise<FileSystemFileHandle>;
}
