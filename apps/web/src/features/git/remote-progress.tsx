import { Button } from '../../ui/button';
import { ProgressBar } from '../../ui/progress-bar';
import styles from './git.module.css';
import { useGit } from './git-store';
import { cancelRemote } from './remote-actions';

/** What a remote operation is doing, how far it is, and what ends it. */
export function RemoteProgress() {
  const { remote, progress } = useGit();
  const label = progress?.message ?? `${remote?.name ?? 'Work'} is under way`;
  return (
    <div className={styles.remote}>
      <ProgressBar label={label} fraction={progress?.fraction ?? null} />
      <div className={styles.remoteLine}>
        <span className={styles.subject} aria-hidden>
          {label}
        </span>
        <Button size="sm" variant="ghost" onClick={cancelRemote}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
