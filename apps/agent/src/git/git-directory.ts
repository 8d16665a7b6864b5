import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface GitDirectories {
  /** Where HEAD and the index are. */
  own: string;
  /** Where configuration, hooks and branches are: the same, but for a linked worktree. */
  common: string;
}

/** The project's git directories, or undefined when its root has none. Folders above the root do not count. */
export function findGitDirectories(root: string): GitDirectories | undefined {
  const own = followGitFile(root);
  if (own === undefined || !existsSync(join(own, 'HEAD'))) return undefined;
  const commonFile = join(own, 'commondir');
  const common = existsSync(commonFile) ? resolve(own, readFileSync(commonFile, 'utf8').trim()) : own;
  return { own, common };
}

/** `.git` is a folder or, in submodules and linked worktrees, a file that names one. */
function followGitFile(root: string): string | undefined {
  const path = join(root, '.git');
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return path;
  if (!stats?.isFile() || stats.size > 8_192) return undefined;
  const target = /^gitdir: (.+?)\s*$/.exec(readFileSync(path, 'utf8'))?.[1];
  return target === undefined ? undefined : resolve(root, target);
}
