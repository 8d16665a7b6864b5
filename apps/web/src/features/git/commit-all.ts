import { trpc } from '../../lib/trpc';

/** Stages everything, where nothing is staged, and commits it. A commit that fails leaves nothing staged, as before. */
export async function commitAll(projectId: string, message: string): Promise<void> {
  const everything = { projectId, paths: ['.'] };
  await trpc.git.stage.mutate(everything);
  try {
    await trpc.git.commit.mutate({ projectId, message });
  } catch (error) {
    // What stopped the commit is what the person has to know; it can stop this as well.
    await trpc.git.unstage.mutate(everything).catch(() => {});
    throw error;
  }
}
