import { plural } from './format-bytes';

/** What an upload has brought: `2 files and 1 empty folder`. */
export function uploaded({ files, folders }: { files: number; folders: number }): string {
  if (folders === 0) return plural(files, 'file');
  const made = plural(folders, 'empty folder');
  return files === 0 ? made : `${plural(files, 'file')} and ${made}`;
}
