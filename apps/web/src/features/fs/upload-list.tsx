import { X } from 'lucide-react';
import { IconButton } from '../../ui/icon-button';
import { ProgressBar } from '../../ui/progress-bar';
import { useProject } from '../../workbench/project-context';
import { formatBytes } from './format-bytes';
import styles from './upload-list.module.css';
import { useUploads } from './upload-store';

/** Uploads under way in this project, below the tree. */
export function UploadList() {
  const { id: shown } = useProject();
  const uploads = useUploads((state) => state.uploads);
  const own = uploads.filter(({ projectId }) => projectId === shown);
  return own.map(({ id, total, done, bytes, sent, current, cancel }) => (
    <div key={id} className={styles.upload} role="status">
      <div className={styles.text}>
        <span className={styles.name} title={current}>
          {total > 1 ? `${Math.min(done + 1, total)} of ${total}: ` : ''}
          {current || 'Uploading'}
        </span>
        <span className={styles.size}>
          {formatBytes(Math.min(sent, bytes))} of {formatBytes(bytes)}
        </span>
      </div>
      <IconButton icon={X} label="Stop this upload" size="sm" onClick={cancel} />
      <ProgressBar label="Upload" fraction={bytes > 0 ? sent / bytes : null} />
    </div>
  ));
}
