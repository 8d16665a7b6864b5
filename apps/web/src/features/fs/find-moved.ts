import { toAppError } from '../../lib/errors';
import { trpc } from '../../lib/trpc';
import { moveCandidates } from './move-log';
import { nameOf } from './paths';

/**
 * Where a file is now that went from its path, as after `mv` in a terminal. The system tells only that entries come and go: a file
 * of the same content that came as this one went counts as it. Answers null where there is none, or several.
 */
export async function findMoved(gone: {
  projectId: string;
  path: string;
  /** Of what was on disk. */
  etag: string;
}): Promise<string | null> {
  const { projectId, path, etag } = gone;
  const same: string[] = [];
  for (const candidate of moveCandidates(path)) {
    if ((await etagOf({ projectId, path: candidate })) === etag) same.push(candidate);
  }
  const named = same.filter((candidate) => nameOf(candidate) === nameOf(path));
  const [found, ...others] = named.length > 0 ? named : same;
  return found !== undefined && others.length === 0 ? found : null;
}

/** Undefined where it is gone again or cannot be read. */
async function etagOf(file: { projectId: string; path: string }): Promise<string | undefined> {
  try {
    const range = { encoding: 'auto', offset: 0, length: 0 } as const;
    return (await trpc.fs.read.query({ ...file, ...range })).etag;
  } catch (error) {
    if (['NOT_FOUND', 'NOT_A_FILE', 'STORAGE_UNAVAILABLE'].includes(toAppError(error).code)) return undefined;
    throw error;
  }
}
