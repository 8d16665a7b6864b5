import type { ProjectStatus } from '@berth/protocol/project';
import styles from './status-badge.module.css';

const words: Record<ProjectStatus, string> = {
  stopped: 'Stopped',
  starting: 'Starting',
  running: 'Running',
  failed: 'Failed',
};

/** `busy` while a stop is under way, which is no status of its own. */
export function StatusBadge({ status, busy = false }: { status: ProjectStatus; busy?: boolean }) {
  return (
    <span className={styles.badge} data-status={busy ? 'starting' : status}>
      <span className={styles.dot} aria-hidden />
      {busy ? 'Stopping' : words[status]}
    </span>
  );
}
