import type { RepositoryStatus } from '@berth/protocol/git-status';
import { ShieldAlert } from 'lucide-react';
import { trpc } from '../../lib/trpc';
import { Button } from '../../ui/button';
import { useProject } from '../../workbench/project-context';
import { ChangeList } from './change-list';
import { changeCount } from './change-rows';
import { CommitBox } from './commit-box';
import styles from './git.module.css';
import { showGitDialog } from './git-store';
import { runAction } from './run-action';

const continuable = ['merge', 'rebase', 'apply', 'cherry-pick', 'revert'];

export function ChangesView({ status }: { status: RepositoryStatus }) {
  return (
    <div className={styles.view}>
      {status.untrusted.length > 0 && <TrustBanner status={status} />}
      {status.operation && continuable.includes(status.operation) && <OperationBanner status={status} />}
      <CommitBox status={status} />
      {changeCount(status) === 0 ? (
        <p className={styles.quiet}>No changes. What you edit shows up here.</p>
      ) : (
        <ChangeList status={status} />
      )}
      {status.truncated && <p className={styles.quiet}>There are more changes than are listed.</p>}
    </div>
  );
}

function TrustBanner({ status }: { status: RepositoryStatus }) {
  const failure = { kind: 'untrusted' as const, untrusted: status.untrusted };
  return (
    <div className={styles.banner} role="status">
      <ShieldAlert size={16} aria-hidden />
      <p>
        This repository has settings or hooks that would run commands on this computer. They are switched off,
        and nothing can be changed, until you trust it.
      </p>
      <Button size="sm" onClick={() => showGitDialog({ kind: 'trust', failure, retry: () => {} })}>
        Look at them…
      </Button>
    </div>
  );
}

function OperationBanner({ status }: { status: RepositoryStatus }) {
  const { id: projectId } = useProject();
  const { operation, conflicted } = status;
  const open = conflicted.length;
  return (
    <div className={styles.banner} role="status">
      <p>
        {operation === 'merge' ? 'A merge' : `A ${operation}`} is under way.{' '}
        {open > 0
          ? `${open} ${open === 1 ? 'file has' : 'files have'} conflicts to resolve.`
          : 'Everything is resolved.'}
      </p>
      <div className={styles.buttons}>
        <Button
          size="sm"
          variant="primary"
          disabled={open > 0}
          onClick={() =>
            void runAction({
              name: 'Going on',
              failed: 'It could not go on',
              work: (signal) => trpc.git.continue.mutate({ projectId }, { signal }),
            })
          }
        >
          Continue
        </Button>
        <Button
          size="sm"
          onClick={() =>
            void runAction({
              name: 'Going back',
              failed: 'It could not be aborted',
              work: (signal) => trpc.git.abort.mutate({ projectId }, { signal }),
            })
          }
        >
          Abort
        </Button>
      </div>
    </div>
  );
}
