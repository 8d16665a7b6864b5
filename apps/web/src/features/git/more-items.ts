import type { RepositoryStatus } from '@berth/protocol/git-status';
import { trpc } from '../../lib/trpc';
import type { MenuItem } from '../../ui/menu-items';
import { showGitDialog } from './git-store';
import { replaceMessage } from './message-draft';
import { fetchRemote, pull, push } from './remote-actions';
import { runAction } from './run-action';

/** The panel's menu: what is needed now and then. */
export function moreItems(projectId: string, status: RepositoryStatus, refresh: () => void): MenuItem[] {
  const first = status.head === null;
  const followed = { follows: status.upstream };
  return [
    { label: 'Fetch', onSelect: () => void fetchRemote(projectId, followed) },
    {
      label: 'Pull with rebase',
      onSelect: () => void pull(projectId, { ...followed, strategy: 'rebase' }),
    },
    {
      label: 'Publish branch',
      disabled: status.upstream !== null || first,
      onSelect: () => void push(projectId, { setUpstream: true }),
    },
    { label: 'Remotes…', onSelect: () => showGitDialog({ kind: 'remotes' }) },
    'separator',
    { label: 'Switch branch…', onSelect: () => showGitDialog({ kind: 'branches' }) },
    {
      label: 'Stash all changes',
      disabled: first,
      onSelect: () =>
        void runAction({
          projectId,
          name: 'Stashing',
          failed: 'Stashing failed',
          work: (signal) => trpc.git.stash.mutate({ projectId }, { signal }),
        }),
    },
    {
      label: 'Undo last commit',
      disabled: first,
      onSelect: () =>
        void runAction({
          projectId,
          name: 'Undoing the commit',
          failed: 'The commit was not taken back',
          work: async (signal) => {
            const { message } = await trpc.git.undoCommit.mutate({ projectId }, { signal });
            replaceMessage(projectId, { was: '', next: message });
          },
        }),
    },
    'separator',
    { label: 'Refresh', onSelect: refresh },
  ];
}
