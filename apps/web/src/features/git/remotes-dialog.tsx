import { parseGitUrl } from '@berth/protocol/git-url';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { reread } from '../../lib/reread';
import { trpc } from '../../lib/trpc';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { ErrorNotice } from '../../ui/error-notice';
import { IconButton } from '../../ui/icon-button';
import { TextField } from '../../ui/text-field';
import { useProject } from '../../workbench/project-context';
import styles from './git.module.css';
import { failureOf, showGitDialog } from './git-store';
import { remotesQuery } from './queries';

const close = () => showGitDialog(null);

/** Where commits are pushed to and pulled from. What waited for a remote goes on once there is one. */
export function RemotesDialog({ retry }: { retry?: (() => void) | undefined }) {
  const { id: projectId } = useProject();
  const client = useQueryClient();
  const query = remotesQuery(projectId);
  const { data } = useQuery(query);
  const formId = useId();
  const [given, setName] = useState<string | null>(null);
  const [url, setUrl] = useState('');
  const [error, setError] = useState<unknown>(null);
  const remotes = data?.remotes ?? [];
  const name = given ?? (remotes.some((remote) => remote.name === 'origin') ? '' : 'origin');

  const change = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      setError(null);
      await reread(client, { queryKey: query.queryKey });
      return true;
    } catch (problem) {
      const failure = failureOf(problem);
      if (failure?.kind === 'untrusted') showGitDialog({ kind: 'trust', failure, retry: reopen });
      else setError(problem);
      return false;
    }
  };
  const reopen = () => showGitDialog({ kind: 'remotes', ...(retry ? { retry } : {}) });
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const done = await change(() =>
      trpc.git.addRemote.mutate({ projectId, remote: name.trim(), url: parseGitUrl(url) }),
    );
    if (!done) return;
    setUrl('');
    setName(null);
    if (!retry) return;
    close();
    retry();
  };
  return (
    <Dialog
      open
      onOpenChange={close}
      title={retry ? 'Where should it go?' : 'Remotes'}
      description={
        retry
          ? 'The project has no such remote yet. Make an empty repository at your git host, and give its address.'
          : 'Repositories this project pushes to and pulls from.'
      }
      footer={
        <>
          <Button onClick={close}>{retry ? 'Cancel' : 'Close'}</Button>
          <Button variant="primary" type="submit" form={formId} disabled={!name.trim() || !url.trim()}>
            {retry ? 'Add remote and go on' : 'Add remote'}
          </Button>
        </>
      }
    >
      {remotes.length > 0 && (
        <ul className={styles.plain} aria-label="Remotes">
          {remotes.map((remote) => (
            <li key={remote.name} className={styles.remoteEntry}>
              <strong>{remote.name}</strong>
              <span className={styles.subject} title={remote.fetchUrl}>
                {remote.fetchUrl}
              </span>
              <IconButton
                icon={Trash2}
                label={`Remove ${remote.name}`}
                size="sm"
                onClick={() =>
                  void change(() => trpc.git.removeRemote.mutate({ projectId, remote: remote.name }))
                }
              />
            </li>
          ))}
        </ul>
      )}
      <form id={formId} className={styles.form} onSubmit={(event) => void add(event)}>
        <TextField
          label="Address"
          autoFocus
          autoComplete="off"
          placeholder="https://host/owner/repository.git"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
        <TextField
          label="Name"
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        {error !== null && <ErrorNotice error={error} />}
      </form>
    </Dialog>
  );
}
