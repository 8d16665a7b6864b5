import type { Contents } from './dialog-state';

/** Several entries as a download: the innermost folder that holds them all, and their paths in it. */
export function contentsOf(paths: readonly string[]): Contents {
  const parts = paths.map((path) => path.split('/'));
  const [first = []] = parts;
  let depth = 0;
  while (parts.every((one) => depth + 1 < one.length && one[depth] === first[depth])) depth++;
  return {
    path: depth === 0 ? '.' : first.slice(0, depth).join('/'),
    only: parts.map((one) => one.slice(depth).join('/')),
  };
}
