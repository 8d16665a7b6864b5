import { type FormEvent, useId, useState } from 'react';
import { trpc } from '../../lib/trpc';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { ErrorNotice } from '../../ui/error-notice';
import { TextField } from '../../ui/text-field';
import { useProject } from '../../workbench/project-context';
import styles from './git.module.css';
import { showGitDialog } from './git-store';

/** Asks who commits; the answer is kept for the project, and what needed it is tried again. */
export function IdentityDialog({ goingOn, retry }: { goingOn: string; retry: () => void }) {
  const { id: projectId } = useProject();
  const formId = useId();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [error, setError] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await trpc.git.setIdentity.mutate({ projectId, name, email });
      showGitDialog(null);
      retry();
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={() => showGitDialog(null)}
      size="sm"
      title="Who are you?"
      description="Every commit names its author. This is kept for this project."
      footer={
        <>
          <Button onClick={() => showGitDialog(null)}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} disabled={!name.trim() || !email.trim()}>
            Save and {goingOn}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={(event) => void submit(event)}>
        <TextField
          label="Name"
          autoFocus
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label="Email"
          type="email"
          autoComplete="email"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        {error !== null && <ErrorNotice error={error} />}
      </form>
    </Dialog>
  );
}
