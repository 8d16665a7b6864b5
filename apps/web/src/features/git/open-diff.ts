import type { Change } from '@berth/protocol/git-status';
import { openFile } from '../../workbench/open-file';
import { openTab } from '../../workbench/tabs';
import { revealInTree } from '../fs/reveal-in-tree';
import type { Group } from './change-rows';

export const DIFF_TAB = 'git-diff';
export const COMMIT_TAB = 'git-commit';

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** Shows what a change changes. A conflicted file opens itself, with its markers; an untracked folder is shown in the file tree, and a preview of it is none. */
export function openChange(group: Group, change: Change, preview = true): void {
  const { path, oldPath, submodule } = change;
  if (group === 'conflicted') {
    openFile(path, { preview });
    return;
  }
  if (path.endsWith('/')) {
    if (!preview) revealInTree(path.slice(0, -1));
    return;
  }
  const staged = group === 'staged';
  openTab({
    id: `${DIFF_TAB}:${staged ? 'staged' : 'working'}:${path}`,
    kind: DIFF_TAB,
    title: nameOf(path),
    description: staged ? 'staged changes' : 'changes',
    input: { path, staged, submodule: submodule === true, ...(oldPath === undefined ? {} : { oldPath }) },
    preview,
  });
}

export function openCommit(hash: string, subject: string): void {
  openTab({
    id: `${COMMIT_TAB}:${hash}`,
    kind: COMMIT_TAB,
    title: hash.slice(0, 8),
    description: subject.slice(0, 100),
    input: { hash },
    preview: true,
  });
}

/** Shows a commit's change of one file. */
export function openCommitDiff(
  hash: string,
  { path, oldPath }: { path: string; oldPath?: string | undefined },
): void {
  openTab({
    id: `${DIFF_TAB}:${hash}:${path}`,
    kind: DIFF_TAB,
    title: nameOf(path),
    description: hash.slice(0, 8),
    input: { path, hash, ...(oldPath === undefined ? {} : { oldPath }) },
    preview: true,
  });
}
