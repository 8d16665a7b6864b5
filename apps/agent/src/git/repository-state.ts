import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Operation } from '@berth/protocol/git-status';
import type { GitDirectories } from './git-directory';

/** What the repository is in the middle of. */
export function operationUnderWay(git: GitDirectories): Operation | null {
  const has = (name: string) => existsSync(join(git.own, name));
  if (has('rebase-merge')) return 'rebase';
  if (has('rebase-apply')) return has('rebase-apply/applying') ? 'apply' : 'rebase';
  if (has('MERGE_HEAD')) return 'merge';
  if (has('CHERRY_PICK_HEAD')) return 'cherry-pick';
  if (has('REVERT_HEAD')) return 'revert';
  // Between two commits of several, as after one that a person has committed.
  const next = has('sequencer/todo') ? readFileSync(join(git.own, 'sequencer/todo'), 'utf8') : '';
  if (/^p(ick)? /.test(next)) return 'cherry-pick';
  if (/^revert /.test(next)) return 'revert';
  if (has('BISECT_LOG')) return 'bisect';
  return null;
}

/** The branch HEAD is on, with or without a commit; null when it is detached. */
export function currentBranch(git: GitDirectories): string | null {
  const head = readFileSync(join(git.own, 'HEAD'), 'utf8');
  return /^ref: refs\/heads\/(.+?)\s*$/.exec(head)?.[1] ?? null;
}
