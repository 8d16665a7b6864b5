import type { CommitFile } from '@berth/protocol/git-history';
import type { ChangeKind } from '@berth/protocol/git-status';

const kinds: Record<string, ChangeKind> = {
  A: 'added',
  M: 'modified',
  D: 'deleted',
  R: 'renamed',
  C: 'copied',
  T: 'typechange',
};

/** Parses `git diff-tree -r -z --raw --numstat`: first what happened to each file, then the lines of each. */
export function parseCommitFiles(output: string): CommitFile[] {
  const records = output.split('\0');
  const files = new Map<string, CommitFile>();
  for (let index = 0; index < records.length; index += 1) {
    const record = records[index] ?? '';
    const next = (): string => {
      index += 1;
      return records[index] ?? '';
    };
    const raw = /^:\d+ \d+ [0-9a-f.]+ [0-9a-f.]+ ([A-Z])\d*$/.exec(record);
    if (raw) {
      const moved = raw[1] === 'R' || raw[1] === 'C';
      const oldPath = moved ? next() : undefined;
      const path = next();
      files.set(path, {
        path,
        ...(oldPath === undefined ? {} : { oldPath }),
        status: kinds[raw[1] ?? ''] ?? 'unknown',
        isBinary: false,
        addedLines: 0,
        removedLines: 0,
      });
      continue;
    }
    const counts = /^(\d+|-)\t(\d+|-)\t(.*)$/s.exec(record);
    if (!counts) continue;
    // Of a renamed file the paths follow: the old one, then the new one.
    const renamed = counts[3] === '';
    if (renamed) next();
    const path = renamed ? next() : (counts[3] ?? '');
    const file = files.get(path);
    if (!file) continue;
    if (counts[1] === '-') file.isBinary = true;
    else {
      file.addedLines = Number(counts[1]);
      file.removedLines = Number(counts[2]);
    }
  }
  return [...files.values()];
}
