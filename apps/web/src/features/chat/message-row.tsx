import type { ChatFile, ChatMessage } from '@berth/protocol/chat-message';
import { Copy, Paperclip, RotateCcw, TextSelect } from 'lucide-react';
import { memo } from 'react';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { Spinner } from '../../ui/spinner';
import { answerNote, answerProblem } from './answer-note';
import { copyText } from './copy-text';
import { Markdown } from './markdown';
import styles from './message-row.module.css';

export interface MessageRowProps {
  message: ChatMessage;
  files: readonly ChatFile[];
  /** Asks for the answer again; given for the last message only. */
  onRetry?: (() => void) | undefined;
}

const timeFormat = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit' });
const fullFormat = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'medium' });

export const MessageRow = memo(function MessageRow({ message, files, onRetry }: MessageRowProps) {
  const person = message.type === 'user';
  const time = new Date(message.createdAt);
  const problem = answerProblem(message);
  const note = answerNote(message);
  return (
    <article
      className={styles.row}
      data-person={person || undefined}
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
            onClick={() => void copyText(message.content).catch(() => {})}
          />
        </span>
      </header>
      <Context message={message} files={files} />
      <Markdown text={message.content} />
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

/** What was attached to a message. */
function Context({ message, files }: { message: ChatMessage; files: readonly ChatFile[] }) {
  const selections = (message.parts ?? []).filter((part) => part.type === 'selection');
  const reasoning = (message.parts ?? []).filter((part) => part.type === 'reasoning');
  if (selections.length + files.length + reasoning.length === 0) return null;
  return (
    <div className={styles.context}>
      {files.map((file) => (
        <span
          key={file.id}
          className={styles.chip}
          title={`${file.path} · ${file.size.toLocaleString('en')} bytes`}
        >
          <Paperclip size={12} aria-hidden /> {file.path || file.name}
        </span>
      ))}
      {selections.map((part, index) => (
        <details key={`${part.source}-${index.toString()}`} className={styles.details}>
          <summary>
            <TextSelect size={12} aria-hidden /> {selectionLabel(part)}
          </summary>
          <pre>{part.text}</pre>
        </details>
      ))}
      {reasoning.map((part, index) => (
        <details key={`reasoning-${index.toString()}`} className={styles.details}>
          <summary>Reasoning</summary>
          <pre>{part.text}</pre>
        </details>
      ))}
    </div>
  );
}

function selectionLabel(part: {
  source: string;
  path?: string;
  startLine?: number;
  endLine?: number;
}): string {
  if (part.source === 'terminal') return 'Terminal selection';
  return `${part.path ?? 'Editor'}${part.startLine ? `:${part.startLine}–${part.endLine ?? part.startLine}` : ''}`;
}
