import type { ServerEventPayload } from '@berth/protocol/socket';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { emitAck, on, onConnect } from '../../lib/socket';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/text-field';
import { showError } from '../../ui/toasts';
import styles from './git.module.css';

type Question = ServerEventPayload<'git_credential_request'>;

/** Offers to answer what remotes ask, in every project, and asks the person: one question at a time. */
export function CredentialQuestions() {
  const [questions, setQuestions] = useState<readonly Question[]>([]);
  useEffect(() => {
    const without = (requestId: string) => (known: readonly Question[]) =>
      known.filter((question) => question.requestId !== requestId);
    const stops = [
      onConnect(() => {
        setQuestions([]);
        emitAck('git_credential_offer', {}).catch(() => {});
      }),
      on('git_credential_request', (question) =>
        setQuestions((known) => [...without(question.requestId)(known), question]),
      ),
      on('git_credential_done', ({ requestId }) => setQuestions(without(requestId))),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  const [first] = questions;
  return first ? <CredentialDialog key={first.requestId} question={first} /> : null;
}

const titles = { login: 'Sign in', secret: 'Secret needed', confirm: 'Do you trust this host?' };

function CredentialDialog({ question }: { question: Question }) {
  const { projectId, requestId, kind, origin, prompt } = question;
  const formId = useId();
  const [username, setUsername] = useState(question.username ?? '');
  const [secret, setSecret] = useState('');
  const [remember, setRemember] = useState(false);
  const answer = (given: { username?: string; secret: string; remember: boolean } | { cancel: true }) => {
    emitAck('git_credential_answer', { projectId, requestId, ...given }).catch((error: unknown) =>
      showError('The answer did not arrive', error),
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (kind === 'confirm') answer({ secret: 'yes', remember });
    else answer({ ...(kind === 'login' ? { username } : {}), secret, remember });
  };
  const cancel = () => answer({ cancel: true });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && cancel()}
      size="sm"
      title={kind === 'login' ? `${titles.login} to ${origin}` : titles[kind]}
      description={kind === 'login' ? 'The remote asks for a name and a password or token.' : prompt}
      footer={
        <>
          <Button onClick={cancel}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId}>
            {kind === 'confirm' ? 'Yes, go on' : 'Sign in'}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={submit}>
        {kind === 'login' && (
          <TextField
            label="Name"
            autoFocus={username === ''}
            autoComplete="off"
            value={username}
            onChange={(event) => setUsername(event.target.value)}
          />
        )}
        {kind !== 'confirm' && (
          <TextField
            label="Password or token"
            type="password"
            autoFocus={kind === 'secret' || username !== ''}
            autoComplete="off"
            value={secret}
            onChange={(event) => setSecret(event.target.value)}
          />
        )}
        {kind !== 'confirm' && (
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={remember}
              onChange={(event) => setRemember(event.target.checked)}
            />
            Remember for this project until Berth stops
          </label>
        )}
      </form>
    </Dialog>
  );
}
