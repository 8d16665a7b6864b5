import { Button } from '../../ui/button';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Dialog } from '../../ui/dialog';
import { useProject } from '../../workbench/project-context';
import { discard } from './change-actions';
import styles from './git.module.css';
import { showGitDialog, useGit } from './git-store';
import { IdentityDialog } from './identity-dialog';
import { RejectedDialog } from './rejected-dialog';
import { TrustDialog } from './trust-dialog';

const close = () => showGitDialog(null);

/** Whichever question git's state raises. */
export function GitDialogs() {
  const { id: projectId } = useProject();
  const dialog = useGit((state) => state.dialog);
  switch (dialog?.kind) {
    case 'identity':
      return <IdentityDialog retry={dialog.retry} />;
    case 'trust':
      return <TrustDialog failure={dialog.failure} retry={dialog.retry} />;
    case 'rejected':
      return <RejectedDialog message={dialog.message} failure={dialog.failure} />;
    case 'output':
      return (
        <Dialog
          open
          onOpenChange={close}
          size="lg"
          title={dialog.title}
          description={dialog.message}
          footer={<Button onClick={close}>Close</Button>}
        >
          <pre className={styles.output}>{dialog.output}</pre>
        </Dialog>
      );
    case 'discard':
      return (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && close()}
          title={dialog.title}
          description={<p>This cannot be undone. Untracked files are deleted.</p>}
          confirmLabel="Discard"
          danger
          onConfirm={() => {
            close();
            void discard(projectId, [...dialog.paths]);
          }}
        />
      );
    default:
      return null;
  }
}
