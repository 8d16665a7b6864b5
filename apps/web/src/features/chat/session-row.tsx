import { type KeyboardEvent, useState } from 'react';
import type { ListedSession } from './history-query';
import { RenameSessionDialog } from './rename-session-dialog';
import { deleteSession } from './session-actions';
import styles from './session-list.module.css';
import { SessionMenu } from './session-menu';
import { openSession } from './view-store';

const timeFormat = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit' });

export function SessionRow({ session }: { session: ListedSession }) {
  const [renaming, setRenaming] = useState(false);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'F2') setRenaming(true);
    else if (event.key === 'Delete') void deleteSession(session.id, session.title);
    else return;
    event.preventDefault();
  };
  return (
    <li className={styles.row}>
      <button
        type="button"
        className={styles.session}
        data-session
        onClick={() => openSession(session.id)}
        onKeyDown={onKeyDown}
      >
        <span className={styles.title}>{session.title}</span>
        {session.snippet?.messageId && (
          <span className={styles.snippet}>
            {session.snippet.pieces.map(({ text, match }, index) => {
              const key = `${index}-${text}`;
              return match ? <mark key={key}>{text}</mark> : <span key={key}>{text}</span>;
            })}
          </span>
        )}
        <span className={styles.meta}>
          {timeFormat.format(new Date(session.updatedAt))} · {session.messageCount}{' '}
          {session.messageCount === 1 ? 'message' : 'messages'}
        </span>
      </button>
      <SessionMenu session={session} />
      {renaming && <RenameSessionDialog session={session} onClose={() => setRenaming(false)} />}
    </li>
  );
}
