import { useInfiniteQuery } from '@tanstack/react-query';
import { MessageSquarePlus, MessagesSquare } from 'lucide-react';
import { type KeyboardEvent, useDeferredValue, useRef } from 'react';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorNotice } from '../../ui/error-notice';
import { IconButton } from '../../ui/icon-button';
import { Spinner } from '../../ui/spinner';
import { TextField } from '../../ui/text-field';
import { PanelHeader } from '../../workbench/panel-frame';
import { useProject } from '../../workbench/project-context';
import { groupByDay } from './day-groups';
import { historyQuery } from './history-query';
import styles from './session-list.module.css';
import { SessionRow } from './session-row';
import { openNewSession, useChatView } from './view-store';

/** The sessions of this project, or of all, by day; or those that a search finds. */
export function SessionList() {
  const project = useProject();
  const { allProjects, query } = useChatView();
  const searched = useDeferredValue(query.trim() === '' ? '' : query);
  const history = useInfiniteQuery(historyQuery(allProjects ? null : project.id, searched));
  const sessions = history.data?.pages.flatMap((page) => page.sessions) ?? [];
  const list = useRef<HTMLDivElement>(null);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-session]') ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the buttons in it.
    <div className={styles.list} ref={list} onKeyDown={onKeyDown}>
      <PanelHeader>
        <span className={styles.space} />
        <IconButton icon={MessageSquarePlus} size="sm" label="New chat" onClick={openNewSession} />
      </PanelHeader>
      <div className={styles.filters}>
        <TextField
          label="Search chats"
          labelHidden
          type="search"
          placeholder="Search titles and messages"
          value={query}
          onChange={(event) => useChatView.setState({ query: event.target.value })}
        />
        <fieldset className={styles.scope}>
          <legend>Which chats</legend>
          <label>
            <input
              type="radio"
              name="chat-scope"
              checked={!allProjects}
              onChange={() => useChatView.setState({ allProjects: false })}
            />
            This project
          </label>
          <label>
            <input
              type="radio"
              name="chat-scope"
              checked={allProjects}
              onChange={() => useChatView.setState({ allProjects: true })}
            />
            All
          </label>
        </fieldset>
      </div>
      {history.isError && (
        <ErrorNotice
          title="The chats could not be read"
          error={history.error}
          actions={
            <Button size="sm" onClick={() => void history.refetch()}>
              Try again
            </Button>
          }
        />
      )}
      {history.isPending && (
        <div className={styles.waiting}>
          <Spinner label="Loading" />
        </div>
      )}
      {history.isSuccess && sessions.length === 0 && <Nothing searching={searched !== ''} />}
      {groupByDay(sessions, Date.now()).map(({ day, items }) => (
        <section key={`${day}-${items[0]?.id}`} aria-label={day}>
          <h3 className={styles.day}>{day}</h3>
          <ul>
            {items.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </ul>
        </section>
      ))}
      {history.hasNextPage && (
        <div className={styles.waiting}>
          <Button size="sm" busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </div>
  );
}

function Nothing({ searching }: { searching: boolean }) {
  if (searching)
    return <EmptyState title="Nothing found">No title and no message has all these words.</EmptyState>;
  return (
    <EmptyState
      icon={MessagesSquare}
      title="No chats yet"
      actions={
        <Button variant="primary" icon={MessageSquarePlus} onClick={openNewSession}>
          New chat
        </Button>
      }
    >
      What you write and what is answered is kept here.
    </EmptyState>
  );
}
