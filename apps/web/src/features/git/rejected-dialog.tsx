import type { GitFailure } from '@berth/protocol/git-failure';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { useProject } from '../../workbench/project-context';
import styles from './git.module.css';
import { showGitDialog } from './git-store';
import { fetchRemote, pull, push } from './remote-actions';
import { useRepository } from './use-status';

/** A push the remote rejected: every branch's fate, and the two ways on. */
export function RejectedDialog({ message, failure }: { message: string; failure: GitFailure }) {
  const { id: projectId } = useProject();
  const status = useRepository();
  const followed = { follows: status?.upstream };
  const again = { ...followed, setUpstream: status?.upstream === null };
  const close = () => showGitDialog(null);
  const refs = failure.refs ?? [];
  const because = (reasons: RegExp) => refs.some(({ reason }) => reasons.test(reason ?? ''));
  const behind = because(/fetch first|non-fast-forward|stale info/);
  // Nothing is replaced that nobody here has seen: with such commits there, a lease is always refused.
  const unseen = because(/fetch first|stale info/);
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
              {unseen ? (
                <Button
                  onClick={() => {
                    close();
                    void fetchRemote(projectId, followed);
                  }}
                >
                  Fetch, to look at it
                </Button>
              ) : (
                <Button
                  variant="danger"
                  onClick={() => {
                    close();
                    void push(projectId, { ...again, forceWithLease: true });
                  }}
                >
                  Replace what is there
                </Button>
              )}
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
          {unseen
            ? 'The remote has commits that were never fetched. Once they are, the branch can be pulled or replaced.'
            : 'Replacing throws away the remote’s commits you do not have. It is refused if somebody pushed since you last fetched.'}
        </p>
      )}
    </Dialog>
  );
}
