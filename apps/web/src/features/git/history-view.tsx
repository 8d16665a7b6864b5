import { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { ErrorNotice } from '../../ui/error-notice';
import { TextField } from '../../ui/text-field';
import { useProject } from '../../workbench/project-context';
import { relativeTime } from '../projects/relative-time';
import styles from './git.module.css';
import { openCommit } from './open-diff';
import { type HistorySearch, historyQuery } from './queries';
import { parseSearch } from './search';

const ROW_PX = 44;

/** The history, searched by message; `author:` and `path:` narrow it. More is read when its end comes near. */
export function HistoryView() {
  const { id: projectId } = useProject();
  const [text, setText] = useState('');
  const search: HistorySearch = parseSearch(useDeferredValue(text));
  const { data, error, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(
    historyQuery(projectId, search),
  );
  const commits = data?.pages.flatMap((page) => page.commits) ?? [];
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: commits.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetching && last >= commits.length - 10) void fetchNextPage();
  }, [last, commits.length, hasNextPage, isFetching, fetchNextPage]);

  return (
    <div className={styles.view}>
      <div className={styles.search}>
        <TextField
          label="Search the history"
          labelHidden
          type="search"
          placeholder="Message, author:name, path:src"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {error && <ErrorNotice error={error} title="The history cannot be read" />}
      {!error && !isFetching && commits.length === 0 && <p className={styles.quiet}>No commits.</p>}
      <div ref={scroller} className={styles.list}>
        <ol aria-label="Commits" className={styles.commits} style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const commit = commits[index];
            if (!commit) return null;
            return (
              <li key={commit.hash} style={{ transform: `translateY(${start}px)` }}>
                <button
                  type="button"
                  className={styles.entry}
                  onClick={() => openCommit(commit.hash, commit.subject)}
                >
                  <span className={styles.subject}>
                    {commit.refs.map((ref) => (
                      <span key={ref} className={styles.ref}>
                        {ref}
                      </span>
                    ))}
                    {commit.subject}
                  </span>
                  <span className={styles.meta}>
                    {commit.author.name} · {relativeTime(commit.author.date, Date.now())} ·{' '}
                    {commit.hash.slice(0, 8)}
                  </span>
                </button>
              </li>
            );
          })}
        </ol>
      </div>
    </div>
  );
}
