import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { useProject } from '../../workbench/project-context';
import { deleteBranch } from './branch-actions';
import { discard, resolve } from './change-actions';
import styles from './git.module.css';
import { showGitDialog, useGit } from './git-store';
import { IdentityDialog } from './identity-dialog';
import { LossDialog } from './loss-dialog';
import { MarkersDialog } from './markers-dialog';
import { goBack, skipStep } from './operation-actions';
import { RejectedDialog } from './rejected-dialog';
import { RemotesDialog } from './remotes-dialog';
import { TrustDialog } from './trust-dialog';
import { undoCommit } from './undo-commit';

const close = () => showGitDialog(null);

/** Whichever question git's state raises. */
export function GitDialogs() {
  const { id: projectId } = useProject();
  const dialog = useGit((state) => state.dialog);
  switch (dialog?.kind) {
    case 'identity':
      return <IdentityDialog goingOn={dialog.goingOn} retry={dialog.retry} />;
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
        <LossDialog
          title={`Delete ${dialog.branch} anyway?`}
          confirmLabel="Delete"
          onConfirm={() => void deleteBranch(projectId, dialog.branch, true)}
        >
          <p>It has commits that are on no other branch. Deleting it loses them.</p>
        </LossDialog>
      );
    case 'skip':
      return (
        <LossDialog title="Skip this commit?" confirmLabel="Skip" onConfirm={() => void skipStep(projectId)}>
          <p>
            The {dialog.operation} goes on without it. What was changed to apply it, and every other change to
            a file git knows, is lost.
          </p>
        </LossDialog>
      );
    case 'abort':
      return (
        <LossDialog
          title={`Abort the ${dialog.operation}?`}
          confirmLabel="Abort"
          onConfirm={() => void goBack(projectId)}
        >
          <p>
            Everything goes back to where it began. Conflicts that were resolved, and what was edited by hand
            since, are lost.
          </p>
        </LossDialog>
      );
    case 'undo':
      return (
        <LossDialog
          title="Undo the last commit all the same?"
          confirmLabel="Undo commit"
          onConfirm={() => void undoCommit(projectId)}
        >
          {dialog.warnings.map((warning) => (
            <p key={warning}>{warning}</p>
          ))}
        </LossDialog>
      );
    case 'discard_part':
      return (
        <LossDialog
          title={`Discard this part of ${dialog.path}?`}
          confirmLabel="Discard"
          onConfirm={() => dialog.discard()}
        >
          <p>This cannot be undone.</p>
        </LossDialog>
      );
    case 'hand_edits':
      return (
        <LossDialog
          title="Lose what was edited by hand?"
          confirmLabel="Replace the file"
          onConfirm={() => void resolve(projectId, { path: dialog.path, take: dialog.take, overEdits: true })}
        >
          <p>
            {dialog.path} is no longer as git wrote the conflict. Taking a side replaces the whole file, your
            edits included.
          </p>
        </LossDialog>
      );
    case 'markers':
      return <MarkersDialog marked={dialog.marked} paths={dialog.paths} />;
    case 'discard':
      return (
        <LossDialog
          title={dialog.title}
          confirmLabel="Discard"
          onConfirm={() => void discard(projectId, [...dialog.paths])}
        >
          <p>This cannot be undone. Untracked files are deleted.</p>
        </LossDialog>
      );
    default:
      return null;
  }
}
