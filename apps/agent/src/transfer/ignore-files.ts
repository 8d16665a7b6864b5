import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { posix } from 'node:path';
import { type BytePath, toFs, toText } from './byte-path';
import type { PackedFolder } from './confine';
import { IgnoreFile } from './ignore-file';
import type { ScopedIgnoreFile } from './selection';

const MAX_BYTES = 1024 * 1024;
const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;

/** The `.gitignore` of the open folder `at`, which is `path` below the packed one. */
export function ignoreFileIn(at: BytePath, path: BytePath): ScopedIgnoreFile[] {
  return scoped(`${at}/.gitignore`, { base: toText(path), prefix: '' });
}

/** The repository's own excludes and every `.gitignore` from the project's root down to above the packed folder. */
export function ignoreFilesAbove({ root, path }: PackedFolder): ScopedIgnoreFile[] {
  const parts = path === '' ? [] : path.split('/');
  const above = parts.flatMap((_part, depth) => {
    const prefix = toText(parts.slice(depth).join('/'));
    return scoped(posix.join(root, ...parts.slice(0, depth), '.gitignore'), { base: '', prefix });
  });
  return [...scoped(posix.join(root, '.git/info/exclude'), { base: '', prefix: toText(path) }), ...above];
}

function scoped(path: BytePath, place: { base: string; prefix: string }): ScopedIgnoreFile[] {
  const patterns = readPatterns(path);
  return patterns === undefined ? [] : [{ file: new IgnoreFile(patterns), ...place }];
}

/** The file's text; undefined where there is none, or none that is an ordinary file of a sensible size. */
function readPatterns(path: BytePath): string | undefined {
  let fd: number | undefined;
  try {
    fd = openSync(toFs(path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const stats = fstatSync(fd);
    if (!stats.isFile() || stats.size > MAX_BYTES) return undefined;
    const bytes = Buffer.alloc(stats.size);
    return bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, 0)).toString('utf8');
  } catch {
    return undefined;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}
