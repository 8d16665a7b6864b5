import { Button } from '../../ui/button';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Dialog } from '../../ui/dialog';
import { useProject } from '../../workbench/project-context';
import { deleteBranch } from './branch-actions';
import { discard, resolve } from './change-actions';
import styles from './git.module.css';
import { showGitDialog, useGit } from './git-store';
import { IdentityDialog } from './identity-dialog';
import { MarkersDialog } from './markers-dialog';
import { goBack, skipStep } from './operation-actions';
import { RejectedDialog } from './rejected-dialog';
import { RemotesDialog } from './remotes-dialog';
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
    case 'remotes':
      return <RemotesDialog retry={dialog.retry} />;
    case 'delete_branch':
      return (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && close()}
          title={`Delete ${dialog.branch} anyway?`}
          description={<p>It has commits that are on no other branch. Deleting it loses them.</p>}
          confirmLabel="Delete"
          danger
          onConfirm={() => {
            close();
            void deleteBranch(projectId, dialog.branch, true);
          }}
        />
      );
    case 'skip':
      return (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && close()}
          title="Skip this commit?"
          description={
            <p>
              The {dialog.operation} goes on without it. What was changed to apply it, and every other change
              to a file git knows, is lost.
            </p>
          }
          confirmLabel="Skip"
          danger
          onConfirm={() => {
            close();
            void skipStep(projectId);
          }}
        />
      );
    case 'abort':
      return (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && close()}
          title={`Abort the ${dialog.operation}?`}
          description={
            <p>
              Everything goes back to where it began. Conflicts that were resolved, and what was edited by
              hand since, are lost.
            </p>
          }
          confirmLabel="Abort"
          danger
          onConfirm={() => {
            close();
            void goBack(projectId);
          }}
        />
      );
    case 'discard_part':
      return (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && close()}
          title={`Discard this part of ${dialog.path}?`}
          description={<p>This cannot be undone.</p>}
          confirmLabel="Discard"
          danger
          onConfirm={() => {
            close();
            dialog.discard();
          }}
        />
      );
    case 'hand_edits':
      return (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && close()}
          title="Lose what was edited by hand?"
          description={
            <p>
              {dialog.path} is no longer as git wrote the conflict. Taking a side replaces the whole file,
              your edits included.
            </p>
          }
          confirmLabel="Replace the file"
          danger
          onConfirm={() => {
            close();
            void resolve(projectId, { path: dialog.path, take: dialog.take, overEdits: true });
          }}
        />
      );
    case 'markers':
      return <MarkersDialog marked={dialog.marked} paths={dialog.paths} />;
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
