import { ShieldAlert } from 'lucide-react';
import { useConnection } from '../lib/connection';
import { useProject } from './project-context';
import { ProjectMenu } from './project-menu';
import { RestartNotice } from './restart-notice';
import { statusSlots } from './slots';
import styles from './status-bar.module.css';
import { StatusItem } from './status-item';

const connectionWords = {
  connecting: 'Connecting…',
  online: 'Connected',
  reconnecting: 'Reconnecting…',
  offline: 'Offline',
};

export function StatusBar() {
  const project = useProject();
  const connection = useConnection((state) => state.state);
  const items = (side: 'left' | 'right') =>
    statusSlots.filter((slot) => slot.side === side).map(({ id, Item }) => <Item key={id} />);
  return (
    <section className={styles.bar} aria-label="Status">
      <div className={styles.side}>
        <ProjectMenu />
        {project.runtime === 'local' && (
          <StatusItem
            icon={ShieldAlert}
            tone="warning"
            tooltip="This project runs on the server itself, with the rights of the Berth process. Only open code you trust, or use Docker."
          >
            Not isolated<span className={styles.word}> — local runtime</span>
          </StatusItem>
        )}
        <RestartNotice />
        {items('left')}
      </div>
      <div className={styles.side}>
        {items('right')}
        <span className={styles.connection} data-state={connection}>
          <span className={styles.dot} aria-hidden />
          <span className={styles.word}>{connectionWords[connection]}</span>
        </span>
      </div>
    </section>
  );
}
