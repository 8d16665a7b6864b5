import type { AppError } from '@berth/protocol/error';
import { plural } from './format-bytes';

/** What an upload has brought: `2 files and 1 empty folder`. */
export function uploaded({ files, folders }: { files: number; folders: number }): string {
  if (folders === 0) return plural(files, 'file');
  const made = plural(folders, 'empty folder');
  return files === 0 ? made : `${plural(files, 'file')} and ${made}`;
}

/** True for a refusal of one file or folder, as where a file has a folder's name: the others can come in all the same. */
export function concernsOneItem({ code }: AppError): boolean {
  return [
    'ALREADY_EXISTS',
    'CONFLICT',
    'INVALID_INPUT',
    'NOT_A_FILE',
    'PATH_OUTSIDE_PROJECT',
    'TOO_LARGE',
  ].includes(code);
}
