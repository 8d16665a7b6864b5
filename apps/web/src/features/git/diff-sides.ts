import { AppError } from '@berth/protocol/error';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { toAppError } from '../../lib/errors';
import { trpc } from '../../lib/trpc';
import { gitKey } from './queries';

/** Bytes of each side that are compared in the browser. */
const MAX_BYTES = 2 * 1024 * 1024;

/** What a diff tab shows: the working tree or the index against what came before, or a commit against its parent. */
export const diffInputSchema = z.object({
  path: z.string(),
  oldPath: z.string().optional(),
  staged: z.boolean().default(false),
  hash: z.string().optional(),
  submodule: z.boolean().default(false),
});
export type DiffInput = z.infer<typeof diffInputSchema>;

export interface Side {
  text: string;
  /** False for what only git's own diff can show: a link on disk. */
  isText: boolean;
  isBinary: boolean;
  truncated: boolean;
}

const nothing: Side = { text: '', isText: true, isBinary: false, truncated: false };

/** The two versions of a file, and git's own diff of them. */
export const sidesQuery = (projectId: string, input: DiffInput) =>
  queryOptions({
    queryKey: [...gitKey(projectId), 'diff', input],
    queryFn: async () => {
      const { path, oldPath, staged, hash } = input;
      const place = { projectId, path, ...(oldPath === undefined ? {} : { oldPath }) };
      if (hash !== undefined) {
        const { commit } = await trpc.git.commitDetails.query({ projectId, hash });
        const [parent] = commit.parents;
        const [before, after, diff] = await Promise.all([
          parent === undefined ? nothing : kept(projectId, { path: oldPath ?? path, version: parent }),
          kept(projectId, { path, version: hash }),
          trpc.git.commitDiff.query({ ...place, hash }),
        ]);
        return { before, after, diff };
      }
      const [before, after, diff] = await Promise.all([
        kept(projectId, { path: oldPath ?? path, version: staged ? 'HEAD' : 'index' }),
        staged ? kept(projectId, { path, version: 'index' }) : working(projectId, path),
        trpc.git.diff.query({ ...place, staged }),
      ]);
      return { before, after, diff };
    },
  });

async function kept(projectId: string, { path, version }: { path: string; version: string }): Promise<Side> {
  const { content, isBinary, truncated } = await trpc.git.file.query({ projectId, path, version });
  return { text: content, isText: true, isBinary, truncated };
}

/** The file as it is on disk; one that is not there, or that is no file (a submodule, a link that leads nowhere), is empty. */
async function working(projectId: string, path: string): Promise<Side> {
  try {
    // Reading follows a link, git does not.
    const { type } = await trpc.fs.stat.query({ projectId, path });
    if (type === 'symlink') return { ...nothing, isText: false };
    const { content, size } = await trpc.fs.read.query({ projectId, path, length: MAX_BYTES });
    return {
      text: content,
      isText: true,
      isBinary: content.includes('\0'),
      truncated: size > MAX_BYTES,
    };
  } catch (error) {
    const { code } = toAppError(error);
    if (code === 'NOT_FOUND' || code === 'NOT_A_FILE') return nothing;
    if (error instanceof AppError && code === 'TOO_LARGE') return { ...nothing, truncated: true };
    throw error;
  }
}
