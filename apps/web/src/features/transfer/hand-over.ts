import { privateFolder, privateName, removePrivate } from './private-files';

/** Milliseconds the browser has to copy a file of so many bytes before its private copy goes: two minutes, and a rate of 10 MB/s. */
const copyMs = (bytes: number) => 120_000 + bytes / 10_000;

/** Gives a finished archive to the person as the browser gives any download: from disk, not through memory. */
export async function handOver(downloadId: string, name: string, blob: Blob | undefined): Promise<void> {
  const file = blob ?? (await privateFile(downloadId));
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
    if (!blob) void removePrivate(downloadId);
  }, copyMs(file.size));
}

async function privateFile(downloadId: string): Promise<File> {
  const folder = await privateFolder();
  return (await folder.getFileHandle(privateName(downloadId))).getFile();
}

/** Removes private files that no unfinished download needs and nobody can be copying any more. */
export async function sweepPrivate(needed: readonly string[]): Promise<void> {
  const folder = await privateFolder();
  for await (const [name, handle] of folder.entries()) {
    if (handle.kind !== 'file' || needed.some((downloadId) => privateName(downloadId) === name)) continue;
    const { lastModified, size } = await (handle as FileSystemFileHandle).getFile();
    if (Date.now() - lastModified > 2 * copyMs(size)) await folder.removeEntry(name).catch(() => {});
  }
}
