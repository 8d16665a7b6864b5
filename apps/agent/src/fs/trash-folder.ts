import { mkdirSync, writeFileSync } from 'node:fs';
import { Dir } from './dir';
import { errno } from './errors';
import { OWN_FOLDER } from './own-area';

/** The trash of the project at `path`, where anything was deleted yet. */
export function findTrash(path: string): Dir | undefined {
  try {
    using root = Dir.open(path);
    using own = root.child(OWN_FOLDER);
    return own.child('trash');
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The trash of the project at `path`, created where it is missing. */
export function openTrash(path: string): Dir {
  using root = Dir.open(path);
  if (makeFolder(root.at(OWN_FOLDER))) {
    using fresh = root.child(OWN_FOLDER);
    writeFileSync(fresh.at('.gitignore'), '*\n', { flag: 'wx' });
  }
  using own = root.child(OWN_FOLDER);
  makeFolder(own.at('trash'));
  return own.child('trash');
}

/** True when the folder was missing. */
function makeFolder(at: string): boolean {
  try {
    mkdirSync(at, { mode: 0o700 });
    return true;
  } catch (error) {
    if (errno(error) === 'EEXIST') return false;
    throw error;
  }
}
