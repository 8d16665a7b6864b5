import type { Project } from '@berth/protocol/project';
import { useState } from 'react';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { ErrorNotice } from '../../ui/error-notice';
import { TextField } from '../../ui/text-field';
import { useProjectActions } from './actions';
import styles from './delete-project-dialog.module.css';

/** Keeps the files unless the person asks twice: once by the box, once by typing the project's name. */
export function DeleteProjectDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const { remove } = useProjectActions(project);
  const [withFiles, setWithFiles] = useState(false);
  const [typed, setTyped] = useState('');

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete “${project.name}”?`}
      description={
        withFiles
          ? 'Its workspace, terminals and every file in it are removed from the server. This cannot be undone.'
          : 'Its workspace and terminals are removed from Berth. Its files stay on the server’s disk.'
      }
      confirmLabel={withFiles ? 'Delete project and files' : 'Delete project'}
      danger
      busy={remove.isPending}
      ready={!withFiles || typed.trim() === project.name.trim()}
      onConfirm={() => remove.mutate(withFiles, { onSuccess: onClose })}
    >
      <div className={styles.body}>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={withFiles}
            onChange={(event) => setWithFiles(event.target.checked)}
          />
          Also delete the files
        </label>
        {withFiles && (
          <TextField
            label={`Type “${project.name}” to confirm`}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
        {remove.isError && <ErrorNotice error={remove.error} title="The project could not be deleted" />}
      </div>
    </ConfirmDialog>
  );
}
