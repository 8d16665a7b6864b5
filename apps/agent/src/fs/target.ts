import { lstatSync, rmdirSync } from 'node:fs';
import { AppError } from '@berth/protocol/error';
import { log } from '../log';
import { refuseRoot } from './entry';
import { errno } from './errors';
import { findWritable } from './own-area';
import { parsePath } from './path';
import type { Place, Root } from './root';

/** Where a source is to go: a name that is not inside the source itself, and free unless `mayExist`. */
interface Target {
  source: Place;
  to: string;
  mayExist?: boolean;
}

/** Puts something at its target. The folders above it are created, and go again when it fails. */
export async function putAtTarget<T>(
  root: Root,
  target: Target,
  put: (place: Place) => Promise<T>,
): Promise<T> {
  const made: string[] = [];
  try {
    using place = findTarget(root, target, made);
    return await put(place);
  } catch (error) {
    removeMade(root, made);
    throw error;
  }
}

function findTarget(root: Root, { source, to, mayExist = false }: Target, made: string[]): Place {
  // Looked up before folders are made, so that a refusal leaves none.
  refuseInside(source, parsePath(to).join('/'));
  const place = findWritable(root, to, { follow: false, makeParents: true, made });
  try {
    refuseRoot(place);
    refuseInside(source, place.path);
    if (!mayExist && lstatSync(place.at, { throwIfNoEntry: false }))
      throw new AppError('ALREADY_EXISTS', `${to} exists already.`);
    return place;
  } catch (error) {
    place[Symbol.dispose]();
    throw error;
  }
}

function refuseInside(source: Place, path: string): void {
  if (source.path === path) throw new AppError('ALREADY_EXISTS', `${path} is where it is already.`);
  if (path.startsWith(`${source.path}/`)) {
    throw new AppError('INVALID_INPUT', `${source.path} cannot be put inside itself.`);
  }
}

/** Removes folders that were created for nothing, the innermost first; one that has something in it by now stays. */
function removeMade(root: Root, made: readonly string[]): void {
  for (const path of made.toReversed()) {
    try {
      using place = root.find(path, { follow: false });
      rmdirSync(place.at);
    } catch (error) {
      if (errno(error) !== 'ENOTEMPTY') log('a folder that was created for nothing stays', error);
      return;
    }
  }
}
