import { AppError } from '@berth/protocol/error';
import { parsePath } from './path';
import type { FindOptions, Place, Root } from './root';
import { isTemporary } from './temporary';

/** Berth's own folder in the project's root: the trash. It ignores itself for git, and no view shows it. */
export const OWN_FOLDER = '.berth';

/** Whether an entry of the folder `path` is Berth's own and not the person's. */
export function isHidden(path: string, name: string): boolean {
  return isTemporary(name) || (path === '.' && name === OWN_FOLDER);
}

/**
 * Finds an entry that is to be made, changed or taken away.
 * @throws AppError INVALID_INPUT for what is Berth's own; as `Root.find`.
 */
export function findWritable(root: Root, path: string, options: FindOptions): Place {
  // Looked at before folders are made, so that a refusal leaves none; and after, as links may lead there.
  refuseOwn(parsePath(path), path);
  const place = root.find(path, options);
  try {
    refuseOwn(place.path.split('/'), path);
    return place;
  } catch (error) {
    place[Symbol.dispose]();
    throw error;
  }
}

function refuseOwn(names: string[], path: string): void {
  if (names[0] !== OWN_FOLDER && !names.some(isTemporary)) return;
  throw new AppError('INVALID_INPUT', `${path} is a name that Berth keeps for itself. Choose another one.`);
}
