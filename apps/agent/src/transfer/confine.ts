import { realpathSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { AppError } from '@berth/protocol/error';
import { type BytePath, fromText, toFs } from './byte-path';

/** The folder to pack, with every link resolved. */
export interface PackedFolder {
  /** The project's root, resolved. */
  root: BytePath;
  /** The folder, resolved. */
  folder: BytePath;
  /** The folder relative to the root, '' for the root itself. */
  path: BytePath;
}

/** @throws AppError NOT_FOUND, PATH_OUTSIDE_PROJECT, INVALID_INPUT. */
export function resolveFolder(projectRoot: string, path: string): PackedFolder {
  const root = realPath(fromText(projectRoot));
  const lexical = join(root, fromText(path));
  if (!isInside(root, lexical)) throw outside(path);
  let folder: BytePath;
  try {
    folder = realPath(lexical);
  } catch (cause) {
    throw new AppError('NOT_FOUND', `There is no folder ${path}.`, { cause });
  }
  if (!isInside(root, folder)) throw outside(path);
  if (!statSync(toFs(folder)).isDirectory()) {
    throw new AppError('INVALID_INPUT', `${path} is a file. Open it to download it, or choose a folder.`);
  }
  return { root, folder, path: relative(root, folder) };
}

export function isInside(root: BytePath, path: BytePath): boolean {
  return path === root || path.startsWith(root.endsWith('/') ? root : `${root}/`);
}

/** The path with every link resolved. @throws what `fs.realpath` throws. */
export function realPath(path: BytePath): BytePath {
  return realpathSync(toFs(path), { encoding: 'latin1' });
}

function outside(path: string): AppError {
  return new AppError('PATH_OUTSIDE_PROJECT', `${path} is outside the project.`);
}
