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
