import { lstatSync } from 'node:fs';
import type { Entry } from '@berth/protocol/fs-entry';
import { entryAt, refuseRoot } from './entry';
import { findWritable } from './own-area';
import type { Root } from './root';
import { putAtTarget } from './target';
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
  return await putAtTarget(root, { source, to }, async (target) => {
    placeExclusively(source.at, target.at);
    return entryAt(target, root);
  });
}
