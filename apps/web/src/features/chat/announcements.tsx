import type { ChatMessage } from '@berth/protocol/chat-message';
import { useEffect, useRef, useState } from 'react';
import styles from './announcements.module.css';

/** How much of an answer is read out when it is there, in characters. */
const READ_OUT = 300;

/** Tells a screen reader what happens to the newest message, once for each change and never letter by letter. */
export function Announcements({ newest, unsaved }: { newest: ChatMessage | undefined; unsaved: number }) {
  const [text, setText] = useState('');
  const seen = useRef<{ id: string; status: string }>(undefined);
  useEffect(() => {
    const before = seen.current;
    seen.current = newest && { id: newest.id, status: newest.status };
    if (newest?.type !== 'assistant') return;
    // What was there when the chat was opened is no news, unless it is still being written.
    if (!before && newest.status !== 'streaming') return;
    if (before?.id === newest.id && before.status === newest.status) return;
    setText(describe(newest));
  }, [newest]);
  return (
    <div className={styles.hidden}>
      <p role="status">{text}</p>
      <p role="status">{unsaved > 0 ? `${unsaved} not saved yet` : ''}</p>
    </div>
  );
}

function describe({ status, content }: ChatMessage): string {
  switch (status) {
    case 'streaming':
      return 'The assistant is answering';
    case 'complete':
      return `Answer: ${content.slice(0, READ_OUT)}`;
    case 'interrupted':
      return 'The answer was interrupted';
    case 'failed':
      return 'The assistant could not answer';
  }
}
