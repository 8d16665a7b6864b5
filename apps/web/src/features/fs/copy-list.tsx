import { X } from 'lucide-react';
import { IconButton } from '../../ui/icon-button';
import { ProgressBar } from '../../ui/progress-bar';
import { useProject } from '../../workbench/project-context';
import { copyProgress } from './copy-progress';
import { useCopies } from './copy-store';
import styles from './upload-list.module.css';

/** Copies under way in this project that take long, below the tree. */
export function CopyList() {
  const { id: shown } = useProject();
  const copies = useCopies((state) => state.copies);
  return copies.map(({ id, projectId, name, progress, cancel }) => {
    if (projectId !== shown) return null;
    const { text, fraction } = copyProgress(progress);
    return (
      <div key={id} className={styles.upload} role="status">
        <div className={styles.text}>
          <span className={styles.name} title={name}>
            Copying “{name}”
          </span>
          <span className={styles.size}>{text}</span>
        </div>
        <IconButton icon={X} label="Stop this copy" size="sm" onClick={cancel} />
        <ProgressBar label={`Copying ${name}`} fraction={fraction} />
      </div>
    );
  });
}
