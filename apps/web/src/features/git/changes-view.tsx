import type { RepositoryStatus } from '@berth/protocol/git-status';
import { ShieldAlert } from 'lucide-react';
import { Button } from '../../ui/button';
import { ChangeList } from './change-list';
import { changeCount } from './change-rows';
import { CommitBox } from './commit-box';
import styles from './git.module.css';
import { showGitDialog } from './git-store';
import { OperationBanner } from './operation-banner';

export function ChangesView({ status }: { status: RepositoryStatus }) {
  return (
    <div className={styles.view}>
      {status.untrusted.length > 0 && <TrustBanner status={status} />}
      <OperationBanner status={status} />
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
