import type { MessagePart } from '@berth/protocol/chat-message';
import { Paperclip, TextSelect } from 'lucide-react';
import styles from './message-row.module.css';

export interface MessageContextProps {
  parts: readonly MessagePart[] | null | undefined;
  files: readonly { name: string; path: string; size: number }[];
}

/** What was attached to a message. */
export function MessageContext({ parts, files }: MessageContextProps) {
  const selections = (parts ?? []).filter((part) => part.type === 'selection');
  const reasoning = (parts ?? []).filter((part) => part.type === 'reasoning');
  if (selections.length + files.length + reasoning.length === 0) return null;
  return (
    <div className={styles.context}>
      {files.map((file, index) => (
        <span
          key={`${file.path}-${index.toString()}`}
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
