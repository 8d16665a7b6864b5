import type { ChatFile } from '@berth/protocol/chat-message';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { IconButton } from '../../ui/icon-button';
import type { FeedState } from './feed-state';
import styles from './message-list.module.css';
import { MessageRow } from './message-row';
import type { OutboxEntry } from './outbox-db';
import { PendingRow } from './pending-row';

/** What a row is taken for until it is measured, in pixels. */
const ESTIMATE = 96;
/** Older messages are read when so few rows are left above. */
const READ_AHEAD = 20;
const NO_FILES: readonly ChatFile[] = [];

export interface MessageListProps {
  feed: FeedState | undefined;
  pending: readonly OutboxEntry[];
  onOlder: () => void;
  /** Asks for an answer to the last message. */
  onRetry: () => void;
}

/** The messages of a session: only the rows in sight are in the page, and the newest stays in sight. */
export function MessageList({ feed, pending, onOlder, onRetry }: MessageListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const messages = feed?.messages ?? [];
  const total = Math.max(feed?.session.messageCount ?? 0, messages.length);
  const filesOf = useFilesByMessage(feed?.files ?? NO_FILES);
  const virtualizer = useVirtualizer({
    count: messages.length + pending.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ESTIMATE,
    getItemKey: (index) => messages[index]?.id ?? pending[index - messages.length]?.id ?? index,
    overscan: 6,
    anchorTo: 'end',
    followOnAppend: true,
  });
  const rows = virtualizer.getVirtualItems();
  const first = rows[0]?.index ?? 0;
  const hasOlder = feed?.olderCursor != null;
  useEffect(() => {
    if (hasOlder && first < READ_AHEAD) onOlder();
  }, [hasOlder, first, onOlder]);
  const started = messages.length + pending.length > 0;
  useEffect(() => {
    if (started) virtualizer.scrollToEnd();
  }, [started, virtualizer]);

  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={styles.scroller}
        role="log"
        aria-live="off"
        aria-label="Messages"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls the messages.
        tabIndex={0}
      >
        <div className={styles.canvas} style={{ height: virtualizer.getTotalSize() }}>
          {rows.map((row) => {
            const message = messages[row.index];
            const entry = pending[row.index - messages.length];
            const last = row.index === messages.length - 1 && pending.length === 0;
            return (
              <div
                key={row.key}
                ref={virtualizer.measureElement}
                data-index={row.index}
                className={styles.item}
                style={{ transform: `translateY(${row.start}px)` }}
              >
                {message ? (
                  <MessageRow
                    message={message}
                    place={total - messages.length + row.index + 1}
                    total={total}
                    files={filesOf.get(message.id) ?? NO_FILES}
                    onRetry={last ? onRetry : undefined}
                  />
                ) : (
                  entry && <PendingRow entry={entry} />
                )}
              </div>
            );
          })}
        </div>
      </div>
      {started && !virtualizer.isAtEnd(200) && (
        <div className={styles.toEnd}>
          <IconButton
            icon={ArrowDown}
            label="Newest message"
            tooltipSide="top"
            onClick={() => virtualizer.scrollToEnd()}
          />
        </div>
      )}
    </div>
  );
}

function useFilesByMessage(files: readonly ChatFile[]): ReadonlyMap<string, ChatFile[]> {
  return useMemo(() => {
    const byMessage = new Map<string, ChatFile[]>();
    for (const file of files) {
      if (file.messageId === null) continue;
      const group = byMessage.get(file.messageId);
      if (group) group.push(file);
      else byMessage.set(file.messageId, [file]);
    }
    return byMessage;
  }, [files]);
}
