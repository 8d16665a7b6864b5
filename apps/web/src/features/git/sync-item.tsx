import { CloudUpload, RefreshCw, X } from 'lucide-react';
import { useProject } from '../../workbench/project-context';
import { StatusItem } from '../../workbench/status-item';
import { synchronise } from './remote-actions';
import { useRemote } from './use-remote';
import { useRepository } from './use-status';

/** Ahead and behind in the status bar; a click pulls and pushes, or cancels what is under way. */
export function SyncItem() {
  const { id: projectId } = useProject();
  const status = useRepository();
  const remote = useRemote();
  if (!status || status.detached || status.head === null) return null;
  if (remote) {
    const { name, abort, progress } = remote;
    const percent = progress?.fraction == null ? '' : ` ${Math.round(progress.fraction * 100)} %`;
    return (
      <StatusItem icon={X} tooltip={`Cancel: ${progress?.message ?? name}`} onClick={() => abort.abort()}>
        {name}
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
