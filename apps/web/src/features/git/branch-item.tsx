import { GitBranch, GitCommitHorizontal } from 'lucide-react';
import { StatusItem } from '../../workbench/status-item';
import { showGitDialog } from './git-store';
import { useRepository } from './use-status';

/** The branch in the status bar; a click switches it. */
export function BranchItem() {
  const status = useRepository();
  if (!status) return null;
  const name = status.branch ?? status.head?.slice(0, 8) ?? 'detached';
  const doing = status.operation ? ` (${status.operation})` : '';
  return (
    <StatusItem
      icon={status.detached ? GitCommitHorizontal : GitBranch}
      tooltip={status.detached ? 'No branch is checked out. Switch to one' : 'Switch branch'}
      onClick={() => showGitDialog({ kind: 'branches' })}
      aria-label={`Branch ${name}${doing}`}
    >
      {name}
      {doing}
    </StatusItem>
  );
}
