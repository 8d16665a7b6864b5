import { CloudOff, RotateCcw, Trash2 } from 'lucide-react';
import { Button } from '../../ui/button';
import { Markdown } from './markdown';
import { MessageContext } from './message-context';
import styles from './message-row.module.css';
import { discard, retry, sendNow, useOutbox } from './outbox';
import type { OutboxEntry } from './outbox-db';

/** A message the server has not stored yet. It never looks like one that is stored. */
export function PendingRow({ entry }: { entry: OutboxEntry }) {
  const { problem, durable } = useOutbox();
  const refused = entry.refused !== undefined;
  return (
    <article className={styles.row} data-person aria-label="You, not saved yet">
      <header className={styles.head}>
        <strong>You</strong>
        <span className={styles.time}>{problem || refused ? 'not saved yet' : 'sending…'}</span>
      </header>
      <MessageContext parts={entry.message.parts} files={entry.message.files ?? []} />
      <Markdown text={entry.message.content} />
      {refused && (
        <div className={styles.problem}>
          <span>The server did not take this message: {entry.refused}</span>
          <Button size="sm" icon={RotateCcw} onClick={() => void retry(entry.id)}>
            Send again
          </Button>
          <Button size="sm" icon={Trash2} onClick={() => void discard(entry.id)}>
            Discard
          </Button>
        </div>
      )}
      {!refused && problem && (
        <div className={styles.problem}>
          <CloudOff size={14} aria-hidden />
          <span>
            Not saved yet. {problem.message}{' '}
            {durable
              ? 'It is kept in this browser and sent by itself.'
              : 'This browser keeps nothing: leave this page open until it is sent.'}
          </span>
          <Button size="sm" onClick={sendNow}>
            Try now
          </Button>
        </div>
      )}
    </article>
  );
}
