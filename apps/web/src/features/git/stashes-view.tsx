import { useQuery } from '@tanstack/react-query';
import { Archive, ArchiveRestore, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { trpc } from '../../lib/trpc';
import { Button } from '../../ui/button';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { ErrorNotice } from '../../ui/error-notice';
import { IconButton } from '../../ui/icon-button';
import { TextField } from '../../ui/text-field';
import { useProject } from '../../workbench/project-context';
import { relativeTime } from '../projects/relative-time';
import styles from './git.module.css';
import { popStash } from './pop-stash';
import { stashesQuery } from './queries';
import { runAction } from './run-action';

type Dropped = { index: number; hash: string; message: string };

export function StashesView() {
  const { id: projectId } = useProject();
  const { data, error } = useQuery(stashesQuery(projectId));
  const [dropping, setDropping] = useState<Dropped | null>(null);
  const [message, setMessage] = useState('');
  const stashes = data?.stashes ?? [];
  const stash = async () => {
    const work = (signal: AbortSignal) => trpc.git.stash.mutate({ projectId, message }, { signal });
    if (await runAction({ projectId, name: 'Stashing', failed: 'Stashing failed', work })) setMessage('');
  };
  const drop = async ({ index, hash }: Dropped) => {
    await runAction({
      projectId,
      name: 'Dropping the stash',
      failed: 'The stash was not dropped',
      work: (signal) => trpc.git.stashDrop.mutate({ projectId, index, hash }, { signal }),
    });
    setDropping(null);
  };
  return (
    <div className={styles.view}>
      <div className={styles.commit}>
        <TextField
          label="Stash message"
          labelHidden
          placeholder="What it is (optional)"
          value={message}
          onChange={(event) => setMessage(event.target.value)}
        />
        <div className={styles.buttons}>
          <Button size="sm" icon={Archive} className={styles.grow} onClick={() => void stash()}>
            Stash all changes
          </Button>
        </div>
      </div>
      {error && <ErrorNotice error={error} title="The stashes cannot be read" />}
      {data && stashes.length === 0 && (
        <p className={styles.quiet}>No stashes. Put changes aside to come back to them later.</p>
      )}
      <ul className={styles.plain} aria-label="Stashes">
        {stashes.map(({ index, hash, message, date }) => (
          <li key={hash} className={styles.stash}>
            <span className={styles.subject}>{message}</span>
            <span className={styles.meta}>{relativeTime(date, Date.now())}</span>
            <IconButton
              icon={ArchiveRestore}
              label="Apply and drop"
              size="sm"
              onClick={() => void popStash(projectId, { index, hash })}
            />
            <IconButton
              icon={Trash2}
              label="Drop"
              size="sm"
              onClick={() => setDropping({ index, hash, message })}
            />
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={dropping !== null}
        onOpenChange={(open) => !open && setDropping(null)}
        title="Drop this stash?"
        description={<p>{dropping?.message}. Its changes are lost.</p>}
        confirmLabel="Drop"
        danger
        onConfirm={() => dropping && void drop(dropping)}
      />
    </div>
  );
}
