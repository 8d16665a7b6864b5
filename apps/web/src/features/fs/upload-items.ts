/** What is to be uploaded, by its path below the folder it goes to. Folders are listed where they are empty. */
export type UploadItem = { kind: 'file'; path: string; file: File } | { kind: 'directory'; path: string };

/** Files that a person chose in the browser's dialog. */
export function itemsOfFiles(files: Iterable<File>): UploadItem[] {
  return [...files].map((file) => ({ kind: 'file', path: file.webkitRelativePath || file.name, file }));
}

/** Files and folders that were dropped. The drop's data is only there at once: it is taken before the first wait. */
export async function itemsOfDrop(data: DataTransfer): Promise<UploadItem[]> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const files = itemsOfFiles(data.files);
  if (entries.length === 0) return files;
  const items: UploadItem[] = [];
  for (const entry of entries) await collect(entry, { path: entry.name, items });
  return items;
}

async function collect(entry: FileSystemEntry, into: { path: string; items: UploadItem[] }): Promise<void> {
  const { path, items } = into;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => {
      (entry as FileSystemFileEntry).file(resolve, reject);
    });
    items.push({ kind: 'file', path, file });
    return;
  }
  const children = await readAll((entry as FileSystemDirectoryEntry).createReader());
  if (children.length === 0) items.push({ kind: 'directory', path });
  // The browser gives them in any order; people are asked about them by name.
  children.sort((a, b) => a.name.localeCompare(b.name));
  for (const child of children) await collect(child, { path: `${path}/${child.name}`, items });
}

/** A reader answers in batches, until one is empty. */
async function readAll(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return entries;
    entries.push(...batch);
  }
}
