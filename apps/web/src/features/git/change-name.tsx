import type { Change } from '@berth/protocol/git-status';
import { Folder, FolderGit2 } from 'lucide-react';
import { cx } from '../../ui/cx';
import { fileIcon } from '../fs/file-icon';
import styles from './git.module.css';

export interface ChangeNameProps {
  change: Change;
  /** Said instead of the folder. */
  note?: string;
  /** One click previews, two keep. */
  onOpen: (preview: boolean) => void;
}

/** The name of a changed file, with its icon and its folder; it opens what has changed. */
export function ChangeName({ change, note, onOpen }: ChangeNameProps) {
  const path = change.path.replace(/\/$/, '');
  const slash = path.lastIndexOf('/');
  const { Icon, color } = fileIcon(path.slice(slash + 1));
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.name}
      onClick={() => onOpen(true)}
      onDoubleClick={() => onOpen(false)}
      title={change.oldPath ? `${change.oldPath} → ${change.path}` : change.path}
    >
      {change.submodule ? (
        <FolderGit2 size={14} aria-hidden />
      ) : change.path.endsWith('/') ? (
        <Folder size={14} aria-hidden />
      ) : (
        <Icon size={14} color={color} aria-hidden />
      )}
      <span className={cx(styles.file, change.status === 'deleted' && styles.deleted)}>
        {path.slice(slash + 1)}
      </span>
      <span className={styles.folder}>{note ?? (slash > 0 ? path.slice(0, slash) : '')}</span>
    </button>
  );
}
