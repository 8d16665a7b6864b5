import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { cx } from '../../ui/cx';
import { openFile } from '../../workbench/open-file';
import { fileIcon } from '../fs/file-icon';
import { nameOf, parentOf, ROOT } from '../fs/paths';
import styles from './search-panel.module.css';
import { type ResultRow, resultRows, trimmedMatch } from './search-results';
import { toggleFile, useSearch } from './search-store';

/** What was found, by file. Arrow keys move, Enter opens. */
export function ResultList() {
  const files = useSearch((state) => state.files);
  const closed = useSearch((state) => state.closed);
  const rows = useMemo(() => resultRows(files, closed), [files, closed]);
  const list = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(-1);
  const id = useId();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: () => 24,
    overscan: 12,
  });

  const choose = (row: ResultRow, options: { preview: boolean }) => {
    if (row.kind === 'file') return toggleFile(row.path);
    const { path, line, ranges, textOffset } = row.match;
    const column = textOffset + (ranges[0]?.[0] ?? 0) + 1;
    openFile(path, { position: { line, column }, ...options });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at];
    const go = (to: number) => {
      const next = Math.min(rows.length - 1, Math.max(0, to));
      setAt(next);
      virtual.scrollToIndex(next, { align: 'auto' });
    };
    if (event.key === 'ArrowDown') go(at + 1);
    else if (event.key === 'ArrowUp') go(at - 1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(rows.length - 1);
    else if (event.key === 'Enter' && row) choose(row, { preview: false });
    else if (event.key === 'ArrowLeft' && row?.kind === 'file' && row.open) toggleFile(row.path);
    else if (event.key === 'ArrowRight' && row?.kind === 'file' && !row.open) toggleFile(row.path);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={list}
      role="tree"
      aria-label="Search results"
      tabIndex={rows.length > 0 ? 0 : -1}
      className={styles.results}
      aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="none" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return (
            row && (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys of all its lines
              // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its active line
              <div
                key={index}
                id={`${id}-${index}`}
                role="treeitem"
                aria-level={row.kind === 'file' ? 1 : 2}
                aria-expanded={row.kind === 'file' ? row.open : undefined}
                aria-selected={index === at}
                className={cx(styles.row, index === at && styles.current)}
                style={{ transform: `translateY(${start}px)` }}
                onClick={(event) => {
                  setAt(index);
                  choose(row, { preview: event.detail < 2 });
                }}
              >
                {row.kind === 'file' ? <FileLine row={row} /> : <MatchLine row={row} />}
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

function FileLine({ row }: { row: Extract<ResultRow, { kind: 'file' }> }) {
  const { Icon, color } = fileIcon(nameOf(row.path));
  const folder = parentOf(row.path);
  return (
    <>
      <ChevronRight className={styles.chevron} data-open={row.open || undefined} size={14} aria-hidden />
      <Icon size={14} style={{ color }} aria-hidden />
      <span className={styles.name}>{nameOf(row.path)}</span>
      <span className={styles.folder}>{folder === ROOT ? '' : folder}</span>
      <span className={styles.count}>{row.count}</span>
    </>
  );
}

function MatchLine({ row }: { row: Extract<ResultRow, { kind: 'match' }> }) {
  const { text, ranges } = trimmedMatch(row.match);
  const parts: { text: string; hit: boolean; at: number }[] = [];
  let at = 0;
  for (const [from, to] of ranges) {
    if (from > at) parts.push({ text: text.slice(at, from), hit: false, at });
    parts.push({ text: text.slice(from, to), hit: true, at: from });
    at = to;
  }
  parts.push({ text: text.slice(at), hit: false, at });
  return (
    <>
      <span className={styles.line}>{row.match.line}</span>
      <code className={styles.text}>
        {parts.map((part) => (part.hit ? <mark key={part.at}>{part.text}</mark> : part.text))}
      </code>
    </>
  );
}
