import { lstatSync } from 'node:fs';
import { AppError } from '@berth/protocol/error';
import type { Entry } from '@berth/protocol/fs-entry';
import { entryAt, refuseRoot } from './entry';
import { findWritable } from './own-area';
import { parsePath } from './path';
import type { Place, Root } from './root';
import { placeExclusively } from './temporary';

export interface FromTo {
  from: string;
  to: string;
}

/** Answers `fs.rename`. Nothing that exists is replaced. */
export async function moveEntry(root: Root, { from, to }: FromTo): Promise<Entry> {
  using source = findWritable(root, from, { follow: false });
  refuseRoot(source);
  lstatSync(source.at);
  using target = findTarget(root, { source, to });
  placeExclusively(source.at, target.at);
  return entryAt(target, root);
}

/** Where a source is to go: a free name that is not inside the source itself. */
export function findTarget(root: Root, { source, to }: { source: Place; to: string }): Place {
  // Looked up before folders are made, so that a refusal leaves none.
  refuseInside(source, parsePath(to).join('/'));
  const target = findWritable(root, to, { follow: false, makeParents: true });
  try {
    refuseRoot(target);
    refuseInside(source, target.path);
    if (lstatSync(target.at, { throwIfNoEntry: false }))
      throw new AppError('ALREADY_EXISTS', `${to} exists already.`);
    return target;
  } catch (error) {
    target[Symbol.dispose]();
    throw error;
  }
}

function refuseInside(source: Place, path: string): void {
  if (source.path === path) throw new AppError('ALREADY_EXISTS', `${path} is where it is already.`);
  if (path.startsWith(`${source.path}/`)) {
    throw new AppError('INVALID_INPUT', `${source.path} cannot be put inside itself.`);
  }
}
