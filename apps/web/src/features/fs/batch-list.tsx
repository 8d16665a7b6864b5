import { X } from 'lucide-react';
import { IconButton } from '../../ui/icon-button';
import { ProgressBar } from '../../ui/progress-bar';
import { useProject } from '../../workbench/project-context';
import { useBatches } from './batch-store';
import { plural } from './format-bytes';
import styles from './upload-list.module.css';

/** Work on several entries of this project that takes long, below the tree. */
export function BatchList() {
  const { id: shown } = useProject();
  const batches = useBatches((state) => state.batches);
  const own = batches.filter(({ projectId }) => projectId === shown);
  return own.map(({ id, doing, done, total, stop }) => (
    <div key={id} className={styles.upload} role="status">
      <div className={styles.text}>
        <span className={styles.name}>
          {doing} {plural(total, 'item')}
        </span>
        <span className={styles.size}>
          {done.toLocaleString('en')} of {total.toLocaleString('en')}
        </span>
      </div>
      <IconButton icon={X} label="Stop after this one" size="sm" onClick={stop} />
      <ProgressBar label={`${doing} items`} fraction={done / total} />
    </div>
  ));
}
