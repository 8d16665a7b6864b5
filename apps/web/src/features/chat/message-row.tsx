import type { ChatFile, ChatMessage } from '@berth/protocol/chat-message';
import { Copy, RotateCcw } from 'lucide-react';
import { memo } from 'react';
import { copyText } from '../../lib/clipboard';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { Spinner } from '../../ui/spinner';
import { showError } from '../../ui/toasts';
import { answerNote, answerProblem } from './answer-note';
import { Markdown } from './markdown';
import { MessageContext } from './message-context';
import styles from './message-row.module.css';

export interface MessageRowProps {
  message: ChatMessage;
  files: readonly ChatFile[];
  /** Its place among all messages of the session, from 1, and how many there are. */
  place: number;
  total: number;
  /** Asks for the answer again; given for the last message only. */
  onRetry?: (() => void) | undefined;
}

const timeFormat = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit' });
const fullFormat = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'medium' });

export const MessageRow = memo(function MessageRow({
  message,
  files,
  place,
  total,
  onRetry,
}: MessageRowProps) {
  const person = message.type === 'user';
  const time = new Date(message.createdAt);
  const problem = answerProblem(message);
  const note = answerNote(message);
  return (
    <article
      className={styles.row}
      data-person={person || undefined}
      aria-posinset={place}
      aria-setsize={total}
      aria-label={`${speakerOf(message)}, ${timeFormat.format(time)}`}
    >
      <header className={styles.head}>
        <strong>{speakerOf(message)}</strong>
        <time className={styles.time} dateTime={message.createdAt} title={fullFormat.format(time)}>
          {timeFormat.format(time)}
        </time>
        <span className={styles.actions}>
          <IconButton
            icon={Copy}
            size="sm"
            label="Copy message"
            onClick={() => {
              copyText(message.content).catch((error) => showError('The message was not copied', error));
            }}
          />
        </span>
      </header>
      <MessageContext parts={message.parts} files={files} />
      <Markdown text={message.content} growing={message.status === 'streaming'} />
      {message.status === 'streaming' && (
        <p className={styles.writing}>
          <Spinner size={12} /> Writing…
        </p>
      )}
      {problem && (
        <div className={styles.problem}>
          <span>{problem}</span>
          {onRetry && (
            <Button size="sm" icon={RotateCcw} onClick={onRetry}>
              Retry
            </Button>
          )}
        </div>
      )}
      {note && message.status !== 'streaming' && <p className={styles.note}>{note}</p>}
    </article>
  );
});

function speakerOf({ type, agentId }: ChatMessage): string {
  if (type === 'user') return 'You';
  if (type === 'assistant') return agentId && agentId !== 'assistant' ? agentId : 'Assistant';
  return agentId ? `${type} ${agentId}` : type;
}
