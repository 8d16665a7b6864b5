import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, MessageSquare, Sparkles } from 'lucide-react';
import { useCallback, useRef } from 'react';
import { toAppError } from '../../lib/errors';
import { newId } from '../../lib/new-id';
import { trpc } from '../../lib/trpc';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorNotice } from '../../ui/error-notice';
import { IconButton } from '../../ui/icon-button';
import { Spinner } from '../../ui/spinner';
import { showError } from '../../ui/toasts';
import { PanelHeader } from '../../workbench/panel-frame';
import { useProject } from '../../workbench/project-context';
import { Announcements } from './announcements';
import { type Attachment, toFiles, toParts } from './attachments';
import { Composer } from './composer';
import { useSessionFeed } from './feed';
import { MessageList } from './message-list';
import { NoModelNotice } from './no-model-notice';
import { enqueue, useOutbox } from './outbox';
import { SessionMenu } from './session-menu';
import styles from './session-view.module.css';
import { chatStatusQuery } from './status-query';
import { closeSession } from './view-store';

/** One session: its messages, what is on its way, and where the next one is written. */
export function SessionView({ sessionId }: { sessionId: string }) {
  const project = useProject();
  const feed = useSessionFeed(sessionId);
  const { data: status } = useQuery(chatStatusQuery);
  // The buttons that stop an answer or ask for one vanish with their work: the focus goes on in the text.
  const area = useRef<HTMLTextAreaElement>(null);
  const canAnswer = status?.assistant != null;
  const entries = useOutbox((state) => state.entries);
  const messages = feed.state?.messages ?? [];
  const stored = new Set(messages.map(({ id }) => id));
  const pending = entries.filter(
    (entry) => entry.sessionId === sessionId && !entry.stored && !stored.has(entry.id),
  );
  const newest = messages.at(-1);
  const writing = messages.findLast((message) => message.status === 'streaming');
  const session = feed.state?.session;

  const send = (text: string, attachments: readonly Attachment[]) => {
    const id = newId();
    const files = toFiles(attachments);
    return enqueue({
      id,
      sessionId,
      projectId: project.id,
      message: {
        id,
        type: 'user',
        content: text,
        parts: toParts(text, attachments),
        createdAt: new Date().toISOString(),
        ...(files.length > 0 ? { files } : {}),
      },
      answerId: canAnswer ? newId() : null,
    });
  };
  const answer = useCallback(() => {
    area.current?.focus();
    trpc.chat.answer
      .mutate({ sessionId, messageId: newId() })
      .catch((error: unknown) => showError('The assistant did not start to answer', toAppError(error)));
  }, [sessionId]);
  const stop = (messageId: string) => {
    area.current?.focus();
    trpc.chat.stop
      .mutate({ sessionId, messageId })
      .catch((error: unknown) => showError('The answer was not stopped', toAppError(error)));
  };
  const nothing = messages.length + pending.length === 0;

  return (
    <div className={styles.view}>
      <PanelHeader>
        <IconButton icon={ArrowLeft} size="sm" label="All chats" onClick={closeSession} />
        <span className={styles.title} title={session?.title}>
          {session?.title ?? 'New chat'}
        </span>
        {session && <SessionMenu session={session} />}
      </PanelHeader>
      {feed.error !== undefined && (
        <div className={styles.notice}>
          <ErrorNotice
            title="The chat could not be read"
            error={feed.error}
            actions={
              <Button size="sm" onClick={feed.readAgain}>
                Try again
              </Button>
            }
          />
        </div>
      )}
      {nothing ? (
        <div className={styles.empty}>
          {feed.status === 'loading' ? (
            <Spinner size={18} label="Loading" />
          ) : (
            <EmptyState icon={MessageSquare} title="Nothing said yet">
              Ask about this project. Attach files with @, by dropping or by pasting.
            </EmptyState>
          )}
        </div>
      ) : (
        <MessageList
          key={sessionId}
          feed={feed.state}
          pending={pending}
          onOlder={feed.readOlder}
          onRetry={answer}
        />
      )}
      {canAnswer &&
        newest?.type === 'user' &&
        pending.length === 0 &&
        !entries.some((entry) => entry.id === newest.id) && (
          <div className={styles.unanswered}>
            <Button size="sm" icon={Sparkles} onClick={answer}>
              Answer this
            </Button>
          </div>
        )}
      {status && !canAnswer && <NoModelNotice />}
      <Announcements newest={newest} unsaved={pending.length} />
      <Composer
        key={`composer-${sessionId}`}
        sessionId={sessionId}
        area={area}
        onSend={send}
        onStop={writing && (() => stop(writing.id))}
      />
    </div>
  );
}
