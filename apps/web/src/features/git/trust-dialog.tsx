import type { GitFailure } from '@berth/protocol/git-failure';
import { useQueryClient } from '@tanstack/react-query';
import { reread } from '../../lib/reread';
import { trpc } from '../../lib/trpc';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { showError } from '../../ui/toasts';
import { useProject } from '../../workbench/project-context';
import styles from './git.module.css';
import { showGitDialog } from './git-store';
import { gitKey } from './queries';

/** Shows what the repository would run on this computer, and asks once whether it may. */
export function TrustDialog({ failure, retry }: { failure: GitFailure; retry: () => void }) {
  const { id: projectId } = useProject();
  const client = useQueryClient();
  const trust = async () => {
    showGitDialog(null);
    try {
      await trpc.git.trust.mutate({ projectId });
      await reread(client, { queryKey: gitKey(projectId) });
      retry();
    } catch (error) {
      showError('The project is not trusted', error);
    }
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && showGitDialog(null)}
      title="Do you trust this project?"
      description={
        <p>
          Its repository has settings or hooks that run commands on this computer, as you. Trust it only if
          you know where they come from.
        </p>
      }
      confirmLabel="I trust this project"
      danger
      onConfirm={() => void trust()}
    >
      <ul className={styles.plain} aria-label="What would run">
        {(failure.untrusted ?? []).slice(0, 50).map(({ setting, value }) => (
          <li key={`${setting} ${value}`}>
            <strong>{setting}</strong>
            <pre className={styles.output}>{value}</pre>
          </li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}
