import { isTemporary } from './temporary';

/** Berth's own folder in the project's root: the trash. It ignores itself for git, and no view shows it. */
export const OWN_FOLDER = '.berth';

/** Whether an entry of the folder `path` is Berth's own and not the person's. */
export function isHidden(path: string, name: string): boolean {
  return isTemporary(name) || (path === '.' && name === OWN_FOLDER);
}
