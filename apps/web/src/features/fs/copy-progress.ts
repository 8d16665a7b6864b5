import type { FsProgress } from '@berth/protocol/fs-progress';
import { formatBytes, plural } from './format-bytes';

export interface ShownProgress {
  text: string;
  /** From 0 to 1, or null while the total is not known. */
  fraction: number | null;
}

/** How far a copy is, for people. */
export function copyProgress(progress: FsProgress | undefined): ShownProgress {
  if (!progress) return { text: '', fraction: null };
  const { files, bytes, totalFiles, totalBytes } = progress;
  if (totalFiles === null || totalBytes === null)
    return { text: `Counting: ${plural(files, 'file')}`, fraction: null };
  const text =
    totalFiles === 1
      ? `${formatBytes(bytes)} of ${formatBytes(totalBytes)}`
      : `${files.toLocaleString('en')} of ${plural(totalFiles, 'file')}`;
  // Many small files take as long as few big ones: both count.
  return { text, fraction: (share(files, totalFiles) + share(bytes, totalBytes)) / 2 };
}

/** Nothing to do is done. A file that grew meanwhile has more than was counted. */
const share = (done: number, total: number) => (total === 0 ? 1 : Math.min(1, done / total));
