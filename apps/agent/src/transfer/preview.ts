import type { Preview } from '@berth/protocol/transfer';
import type { Progress } from './progress';
import { Exclusions, Remarks } from './report';
import type { Walked } from './walk';

/** Remarks a preview names. */
const MAX_REMARKS = 200;

/** Walks without reading: what would go into an archive, and what would stay out. */
export async function preview(walked: Iterable<Walked>, progress: Progress): Promise<Preview> {
  const exclusions = new Exclusions();
  const skipped = new Remarks(MAX_REMARKS);
  let directories = 0;
  for (const found of walked) {
    await progress.breathe();
    switch (found.kind) {
      case 'directory':
        directories += 1;
        break;
      case 'file':
        progress.add(1, found.stats.size);
        break;
      case 'link':
        progress.add(1, 0);
        break;
      case 'skipped':
        skipped.add(found.path, found.reason);
        break;
      case 'left-out': {
        const group = exclusions.add(found.path, found.leftOut);
        for (const { files, bytes } of found.measure()) {
          group.files += files;
          group.bytes += bytes;
          progress.leaveOut(files);
          await progress.breathe();
        }
        break;
      }
    }
  }
  const { files, bytes } = progress.state;
  return {
    files,
    directories,
    bytes,
    excluded: exclusions.list(),
    skipped: skipped.list,
    skippedCount: skipped.count,
  };
}
