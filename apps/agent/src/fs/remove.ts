import { lstatSync, readdirSync, rmdirSync } from 'node:fs';
import { AppError } from '@berth/protocol/error';
import type { fsAgentCalls } from '@berth/protocol/fs';
import type { fsAgentStreams } from '@berth/protocol/fs-progress';
import type { z } from 'zod';
import { refuseRoot } from './entry';
import { findWritable } from './own-area';
import type { Progress } from './progress';
import type { Root } from './root';
import type { Trash } from './trash';
import { removeTree, visitTree } from './tree';

type Calls = typeof fsAgentCalls;
type RemoveFolder = z.output<(typeof fsAgentStreams)['fs.rmdir']['input']>;
type Removed = z.input<Calls['fs.delete']['output']>;
type Count = z.input<Calls['fs.count']['output']>;

/** Entries `fs.count` counts before it says that there are more: the one it is asked about and 100,000 in it. */
const MAX_COUNTED = 100_001;

export interface Removal {
  root: Root;
  trash: Trash;
  signal: AbortSignal;
}

/** Answers `fs.delete`: a file, a link, a pipe; never a folder. */
export async function deleteFile(
  { root, trash, signal }: Removal,
  input: z.output<Calls['fs.delete']['input']>,
): Promise<Removed> {
  using place = findWritable(root, input.path, { follow: false });
  if (place.name === '.' || lstatSync(place.at).isDirectory()) {
    throw new AppError('NOT_A_FILE', `${input.path} is a folder. Delete it with fs.rmdir.`);
  }
  if (input.permanent) await removeTree(place, signal);
  return { path: input.path, undo: input.permanent ? null : trash.take(place) };
}

/** Answers `fs.rmdir`. */
export async function removeFolder(
  { root, trash, signal, progress }: Removal & { progress: Progress },
  input: RemoveFolder,
): Promise<Removed> {
  using place = findWritable(root, input.path, { follow: false });
  refuseRoot(place);
  if (!lstatSync(place.at).isDirectory()) {
    throw new AppError('INVALID_INPUT', `${input.path} is not a folder. Delete it with fs.delete.`);
  }
  if (!input.recursive && input.permanent) {
    // The system itself checks that it is empty: what somebody puts in meanwhile is never removed with it.
    rmdirSync(place.at);
    return { path: input.path, undo: null };
  }
  if (!input.recursive) {
    using folder = place.dir.child(place.name);
    if (readdirSync(folder.at('.')).length > 0)
      throw Object.assign(new Error('not empty'), { code: 'ENOTEMPTY' });
  }
  if (input.permanent) await removeTree(place, signal, progress);
  return { path: input.path, undo: input.permanent ? null : trash.take(place) };
}

/** Answers `fs.count`. */
export async function countTree(root: Root, path: string, signal: AbortSignal): Promise<Count> {
  using place = root.find(path, { follow: false });
  lstatSync(place.at);
  const count = { files: 0, directories: 0, bytes: 0, truncated: false };
  await visitTree(place, {
    signal,
    enter: ({ stats }) => {
      if (count.files + count.directories >= MAX_COUNTED) count.truncated = true;
      if (count.truncated) return false;
      if (stats.isDirectory()) count.directories += 1;
      else {
        count.files += 1;
        count.bytes += stats.size;
      }
      return true;
    },
  });
  return count;
}
