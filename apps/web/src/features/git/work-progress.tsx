import { Button } from '../../ui/button';
import { ProgressBar } from '../../ui/progress-bar';
import styles from './git.module.css';

interface Work {
  label: string;
  /** Null while it is not known. */
  fraction: number | null;
  onCancel: () => void;
}

/** What is under way, how far it is, and what ends it. */
export function WorkProgress({ label, fraction, onCancel }: Work) {
  return (
    <div className={styles.remote}>
      <ProgressBar label={label} fraction={fraction} />
      <div className={styles.remoteLine}>
        <span className={styles.subject} aria-hidden>
          {label}
        </span>
        <Button size="sm" variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
