import type { Entry } from '@berth/protocol/fs-entry';
import { formatBytes, plural } from './format-bytes';

/** What `fs.count` answers of a folder: the folder itself is one of the directories. */
export interface FolderCount {
  files: number;
  directories: number;
  bytes: number;
  truncated: boolean;
}

/** What is in a folder, as a sentence. */
export function folderContents({ files, bytes, truncated, ...count }: FolderCount): string {
  const directories = count.directories - 1;
  if (files === 0 && directories === 0) return 'The folder is empty.';
  if (truncated) {
    const entries = (files + directories).toLocaleString('en');
    return `More than ${entries} ${directories > 0 ? 'files and folders' : 'files'} in it, over ${formatBytes(bytes)}.`;
  }
  const parts = [plural(files, 'file'), ...(directories > 0 ? [plural(directories, 'folder')] : [])];
  return `${parts.join(' and ')} in it, ${formatBytes(bytes)}.`;
}

/** What deleting several entries takes, in one count: `contents` are those of the folders among them, themselves included. */
export function countAll(
  entries: readonly Pick<Entry, 'type' | 'size'>[],
  contents: readonly FolderCount[],
): FolderCount {
  const files = entries.filter(({ type }) => type !== 'directory');
  return {
    files: sum(contents.map((count) => count.files)) + files.length,
    directories: sum(contents.map((count) => count.directories)),
    bytes: sum(contents.map((count) => count.bytes)) + sum(files.map(({ size }) => size)),
    truncated: contents.some((count) => count.truncated),
  };
}

/** Such a count as a sentence. */
export function allContents({ files, directories, bytes, truncated }: FolderCount): string {
  if (truncated) {
    const entries = (files + directories).toLocaleString('en');
    return `More than ${entries} files and folders in all, over ${formatBytes(bytes)}.`;
  }
  const parts = [
    ...(files > 0 ? [plural(files, 'file')] : []),
    ...(directories > 0 ? [plural(directories, 'folder')] : []),
  ];
  return `${parts.join(' and ')} in all, ${formatBytes(bytes)}.`;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
