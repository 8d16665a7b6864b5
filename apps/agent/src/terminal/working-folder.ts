import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';
import { AppError } from '@berth/protocol/error';

/**
 * The folder a session starts in, every link resolved.
 * @throws AppError PATH_OUTSIDE_PROJECT, NOT_FOUND, INVALID_INPUT.
 */
export async function workingFolder(root: string, path: string): Promise<string> {
  const inside = await realpath(root);
  const lexical = isAbsolute(path) ? path : join(inside, path);
  if (!isWithin(lexical, inside)) throw outside(path);
  const folder = await realpath(lexical).catch((cause: unknown) => {
    throw new AppError('NOT_FOUND', `There is no folder ${path} in the project.`, { cause });
  });
  if (!isWithin(folder, inside)) throw outside(path);
  if (!(await stat(folder)).isDirectory()) throw new AppError('INVALID_INPUT', `${path} is not a folder.`);
  return folder;
}

const isWithin = (path: string, root: string): boolean => path === root || path.startsWith(root + sep);
const outside = (path: string): AppError =>
  new AppError('PATH_OUTSIDE_PROJECT', `${path} is outside the project.`);
