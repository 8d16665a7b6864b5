import type { GitFailure } from '@berth/protocol/git-failure';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { useProject } from '../../workbench/project-context';
import styles from './git.module.css';
import { showGitDialog } from './git-store';
import { pull, push, remoteOf } from './remote-actions';
import { useRepository } from './use-status';

/** A push the remote rejected: every branch's fate, and the two ways on. */
export function RejectedDialog({ message, failure }: { message: string; failure: GitFailure }) {
  const { id: projectId } = useProject();
  const status = useRepository();
  const followed = { remote: status && remoteOf(status) };
  const again = { ...followed, setUpstream: status?.upstream === null };
  const close = () => showGitDialog(null);
  const refs = failure.refs ?? [];
  const behind = refs.some(({ reason }) => /fetch first|non-fast-forward/.test(reason ?? ''));
  const pullThenPush = async () => {
    close();
    if (await pull(projectId, followed)) await push(projectId, again);
  };
  return (
    <Dialog
      open
      onOpenChange={close}
      title="The push was rejected"
      description={failure.advice ?? message}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          {behind && (
            <>
              <Button
                variant="danger"
                onClick={() => {
                  close();
                  void push(projectId, { ...again, forceWithLease: true });
                }}
              >
                Replace what is there
              </Button>
              <Button variant="primary" onClick={() => void pullThenPush()}>
                Pull, then push
              </Button>
            </>
          )}
        </>
      }
    >
      <ul className={styles.plain}>
        {refs.map(({ to, summary, reason }) => (
          <li key={to}>
            <code>{to}</code> {summary} {reason && `(${reason})`}
          </li>
        ))}
      </ul>
      {failure.output && <pre className={styles.output}>{failure.output}</pre>}
      {behind && (
        <p className={styles.quiet}>
          Replacing throws away the remote’s commits you do not have. It is refused if somebody pushed since
          you last fetched.
        </p>
      )}
    </Dialog>
  );
}
