import { lstatSync, rmSync } from 'node:fs';
import type { fsAgentCalls } from '@berth/protocol/fs';
import type { z } from 'zod';
import { decodeContent } from './content';
import { refuseRoot } from './entry';
import { etagOf } from './etag';
import { KeyedLock } from './keyed-lock';
import { modifiedAt } from './modified';
import { findWritable } from './own-area';
import { refuseReadOnly } from './read-only';
import { replaceFile } from './replace';
import type { Root } from './root';
import { placeExclusively, writeTemporary } from './temporary';

type Input<N extends 'fs.create' | 'fs.update'> = z.output<(typeof fsAgentCalls)[N]['input']>;
type Written = z.input<(typeof fsAgentCalls)['fs.update']['output']>;

/** Berth's own writers of one file take turns; the file's etag arbitrates between them and everybody else. */
const writers = new KeyedLock();

/** Answers `fs.create`: the file appears complete. */
export async function createFile(root: Root, input: Input<'fs.create'>): Promise<Written> {
  const bytes = decodeContent(input.content, input.encoding);
  using place = findWritable(root, input.path, { follow: false, makeParents: true });
  refuseRoot(place);
  if (lstatSync(place.at, { throwIfNoEntry: false }))
    throw Object.assign(new Error('exists'), { code: 'EEXIST' });
  const temporary = await writeTemporary(place.dir, bytes);
  try {
    placeExclusively(place.dir.at(temporary), place.at);
  } finally {
    rmSync(place.dir.at(temporary), { force: true });
  }
  return written(input.path, { bytes, at: place.at });
}

/** Answers `fs.update`. */
export async function updateFile(root: Root, input: Input<'fs.update'>): Promise<Written> {
  const bytes = decodeContent(input.content, input.encoding);
  using place = findWritable(root, input.path, { follow: true });
  return await writers.run(place.path, async () => {
    if (!input.overwriteReadOnly) refuseReadOnly(place);
    await replaceFile(place, { bytes, ifMatch: input.ifMatch });
    return written(input.path, { bytes, at: place.at });
  });
}

function written(path: string, file: { bytes: Buffer; at: string }): Written {
  const stats = lstatSync(file.at);
  return {
    path,
    etag: etagOf(file.bytes),
    size: file.bytes.length,
    mtime: modifiedAt(stats),
    mode: stats.mode & 0o7777,
  };
}
