import type { RepositoryStatus } from '@berth/protocol/git-status';
import { Button } from '../../ui/button';
import { useProject } from '../../workbench/project-context';
import { changeCount } from './change-rows';
import styles from './git.module.css';
import { showGitDialog } from './git-store';
import { goBack, goOn, skipStep } from './operation-actions';

/** A merge, rebase, cherry-pick or revert that waits for the person, and the ways on and back. */
export function OperationBanner({ status }: { status: RepositoryStatus }) {
  const { id: projectId } = useProject();
  const { operation, conflicted } = status;
  if (operation === null || operation === 'bisect') return null;
  const open = conflicted.length;
  const hasChanges = changeCount(status) > status.untracked.length;
  const skip = () => {
    if (hasChanges) showGitDialog({ kind: 'skip', operation });
    else void skipStep(projectId);
  };
  const abort = () => {
    if (hasChanges) showGitDialog({ kind: 'abort', operation });
    else void goBack(projectId);
  };
  return (
    <div className={styles.banner} role="status">
      <p>
        {operation === 'apply' ? 'An apply' : `A ${operation}`} is under way.{' '}
        {open > 0
          ? `${open} ${open === 1 ? 'file has' : 'files have'} conflicts to resolve.`
          : 'Everything is resolved.'}
        {operation === 'rebase' &&
          open > 0 &&
          ' In a rebase, ours is what the commits go onto, and theirs is the commit that is being applied.'}
      </p>
      <div className={styles.buttons}>
        <Button
          size="sm"
          variant="primary"
          disabled={open > 0}
          onClick={() => void goOn(projectId, operation)}
        >
          Continue
        </Button>
        {operation !== 'merge' && (
          <Button size="sm" title="Leave out the commit it is at" onClick={skip}>
            Skip
          </Button>
        )}
        <Button size="sm" onClick={abort}>
          Abort
        </Button>
      </div>
    </div>
  );
}
