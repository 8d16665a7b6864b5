import { posix } from 'node:path';
import type { BytePath } from './byte-path';
import { isInside, realPath } from './confine';

const LEAVES = 'A link that leads out of the folder';

/**
 * Why a symbolic link must not go into an archive, or undefined where it may: read as text and followed on disk, it stays
 * inside the packed folder. A link to nothing has only its text.
 */
export function linkProblem(link: {
  folder: BytePath;
  path: BytePath;
  target: BytePath;
}): string | undefined {
  const { folder, path, target } = link;
  if (target.startsWith('/')) return 'A link to an absolute path, which is another place on another machine';
  if (posix.join(posix.dirname(path), target).split('/')[0] === '..') return LEAVES;
  let real: BytePath;
  try {
    real = realPath(posix.join(folder, path));
  } catch {
    return undefined;
  }
  return isInside(folder, real) ? undefined : LEAVES;
}
