import type { RepositoryStatus } from '@berth/protocol/git-status';
import { trpc } from '../../lib/trpc';
import type { MenuItem } from '../../ui/menu-items';
import { showGitDialog } from './git-store';
import { fetchRemote, pull, push } from './remote-actions';
import { runAction } from './run-action';
import { askToUndoCommit } from './undo-commit';

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
      onSelect: () => void askToUndoCommit(projectId, status),
    },
    'separator',
    { label: 'Refresh', onSelect: refresh },
  ];
}
