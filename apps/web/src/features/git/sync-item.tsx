import { CloudUpload, RefreshCw, X } from 'lucide-react';
import { useProject } from '../../workbench/project-context';
import { StatusItem } from '../../workbench/status-item';
import { useGit } from './git-store';
import { cancelRemote, synchronise } from './remote-actions';
import { useRepository } from './use-status';

/** Ahead and behind in the status bar; a click pulls and pushes, or cancels what is under way. */
export function SyncItem() {
  const { id: projectId } = useProject();
  const status = useRepository();
  const { remote, progress } = useGit();
  if (!status || status.detached || status.head === null) return null;
  if (remote) {
    const percent = progress?.fraction == null ? '' : ` ${Math.round(progress.fraction * 100)} %`;
    return (
      <StatusItem icon={X} tooltip={`Cancel: ${progress?.message ?? remote.name}`} onClick={cancelRemote}>
        {remote.name}
        {percent}…
      </StatusItem>
    );
  }
  const { ahead, behind, upstream } = status;
  if (upstream === null) {
    return (
      <StatusItem
        icon={CloudUpload}
        tooltip="Publish the branch"
        onClick={() => void synchronise(projectId, status)}
      >
        Publish
      </StatusItem>
    );
  }
  return (
    <StatusItem
      icon={RefreshCw}
      tooltip={`${ahead ?? 0} to push, ${behind ?? 0} to pull (${upstream})`}
      aria-label={`Synchronise: ${ahead ?? 0} to push, ${behind ?? 0} to pull`}
      onClick={() => void synchronise(projectId, status)}
    >
      {behind ?? 0}↓ {ahead ?? 0}↑
    </StatusItem>
  );
}
