import { trpc } from '../../lib/trpc';
import { showToast } from '../../ui/toasts';
import { useGit } from './git-store';
import { runAction } from './run-action';

/** Applies a stash and drops it. Where that ends in conflicts, git keeps the stash, and the person is told what to do about it. */
export function popStash(projectId: string, stash: { index: number; hash: string }): Promise<boolean> {
  return runAction({
    projectId,
    name: 'Applying the stash',
    failed: 'The stash was not applied',
    work: async (signal) => {
      const { conflicted, kept } = await trpc.git.stashPop.mutate({ projectId, ...stash }, { signal });
      if (!kept) return;
      const files = conflicted.length === 1 ? '1 file has' : `${conflicted.length} files have`;
      showToast({
        kind: 'error',
        title: 'The stash was kept',
        text: `${files} conflicts. Resolve them under Changes, then drop the stash.`,
        action: { label: 'Show changes', run: () => useGit.setState({ view: 'changes' }) },
      });
    },
  });
}
