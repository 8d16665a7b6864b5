import type { RunningRemote } from './git-store';
import { WorkProgress } from './work-progress';

/** What a remote operation is doing. */
export function RemoteProgress({ remote: { name, abort, progress } }: { remote: RunningRemote }) {
  const label = progress?.message ?? `${name} is under way`;
  return <WorkProgress label={label} fraction={progress?.fraction ?? null} onCancel={() => abort.abort()} />;
}
