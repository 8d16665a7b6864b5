import { useGit } from './git-store';
import { cancelRemote } from './remote-actions';
import { WorkProgress } from './work-progress';

/** What a remote operation is doing. */
export function RemoteProgress() {
  const { remote, progress } = useGit();
  const label = progress?.message ?? `${remote?.name ?? 'Work'} is under way`;
  return <WorkProgress label={label} fraction={progress?.fraction ?? null} onCancel={cancelRemote} />;
}
