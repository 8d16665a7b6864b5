import { trpc } from '../../lib/trpc';

/** Stages everything, where nothing is staged, and commits it. A commit that fails or is cancelled leaves nothing staged, as before. */
export async function commitAll(
  { projectId, message }: { projectId: string; message: string },
  signal: AbortSignal,
): Promise<void> {
  const everything = { projectId, paths: ['.'] };
  try {
    await trpc.git.stage.mutate(everything, { signal });
    await trpc.git.commit.mutate({ projectId, message }, { signal });
  } catch (error) {
    // What stopped the commit is what the person has to know; it can stop this as well.
    await trpc.git.unstage.mutate(everything).catch(() => {});
    throw error;
  }
}
