import { ShieldAlert } from 'lucide-react';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { failureOf, showGitDialog } from './git-store';

/** A repository of which nothing can be shown until it is trusted: a setting that runs a command cannot be switched off. */
export function UntrustedView({ error }: { error: unknown }) {
  const failure = failureOf(error);
  return (
    <EmptyState
      icon={ShieldAlert}
      title="Not looked into yet"
      actions={
        failure && (
          <Button
            variant="primary"
            onClick={() => showGitDialog({ kind: 'trust', failure, retry: () => {} })}
          >
            Look at them…
          </Button>
        )
      }
    >
      <p>
        This repository has settings that run commands on this computer, and one of them cannot be switched
        off, its name being no text. So git does not run here. Trust the project to go on, or take the setting
        out of .git/config.
      </p>
    </EmptyState>
  );
}
