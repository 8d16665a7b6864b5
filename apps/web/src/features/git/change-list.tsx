import type { RepositoryStatus } from '@berth/protocol/git-status';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react';
import { useProject } from '../../workbench/project-context';
import { askToDiscard, moveTo, pathsOf, stage, unstage } from './change-actions';
import { ChangeLine } from './change-line';
import { activeIndex, type ChangeRow, changeRows, discardable, type Group, type Row } from './change-rows';
import { ConflictLine } from './conflict-line';
import styles from './git.module.css';
import { toggleGroup, useGit } from './git-store';
import { GroupLine } from './group-line';
import { openChange } from './open-diff';

const ROW_PX = 24;
/** As `.conflict` in the style sheet. */
const CONFLICT_PX = 54;

/** The changes, by group. Only the lines on screen exist. */
export function ChangeList({ status }: { status: RepositoryStatus }) {
  const { id: projectId } = useProject();
  const closed = useGit((state) => state.closed);
  const rows = useMemo(() => changeRows(status, closed), [status, closed]);
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<{ id: string; index: number } | null>(null);
  const [target, setTarget] = useState<Group | null>(null);
  const dragged = useRef<ChangeRow | null>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (isConflict(rows[index]) ? CONFLICT_PX : ROW_PX),
    getItemKey: useCallback((index: number) => rows[index]?.id ?? index, [rows]),
    overscan: 12,
  });
  const at = activeIndex(rows, focused);

  const focus = (index: number) => {
    const next = Math.min(Math.max(index, 0), rows.length - 1);
    const row = rows[next];
    if (row) setFocused({ id: row.id, index: next });
    virtual.scrollToIndex(next);
  };
  const toggleStaged = (row: ChangeRow) => {
    // The next press takes the next change of the group, wherever the list has moved to by then.
    const neighbour = [rows[at + 1], rows[at - 1]].find(
      (other) => other?.kind === 'change' && other.group === row.group,
    );
    if (neighbour) setFocused({ id: neighbour.id, index: at });
    const paths = pathsOf([row.change]);
    void (row.group === 'staged' ? unstage(projectId, paths) : stage(projectId, paths));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at];
    if (!row || event.target !== scroller.current) return;
    const keys: Record<string, () => void> = {
      ArrowDown: () => focus(at + 1),
      ArrowUp: () => focus(at - 1),
      Home: () => focus(0),
      End: () => focus(rows.length - 1),
      Enter: () => (row.kind === 'group' ? toggleGroup(row.group) : openChange(row.group, row.change, false)),
      ' ': () => (row.kind === 'group' ? toggleGroup(row.group) : toggleStaged(row)),
      Delete: () => {
        if (row.kind === 'change' && discardable(row)) askToDiscard([row.change]);
      },
    };
    const action = keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };
  const drop = (group: Group) => {
    const row = dragged.current;
    setTarget(null);
    dragged.current = null;
    if (row && (row.group === 'staged') !== (group === 'staged'))
      moveTo(projectId, group, pathsOf([row.change]));
  };

  return (
    <div
      ref={scroller}
      className={styles.list}
      role="tree"
      aria-label="Changes"
      tabIndex={0}
      aria-activedescendant={rows[at] ? lineId(rows[at]) : undefined}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (!row) return null;
          const line = {
            id: lineId(row),
            focused: index === at,
            onFocus: () => {
              setFocused({ id: row.id, index });
              scroller.current?.focus({ preventScroll: true });
            },
            style: { transform: `translateY(${start}px)` },
            target: target === row.group,
            drag: {
              onDragOver: (event: React.DragEvent) => {
                if (!dragged.current) return;
                event.preventDefault();
                setTarget(row.group);
              },
              onDrop: () => drop(row.group),
            },
          };
          return row.kind === 'group' ? (
            <GroupLine key={row.id} row={row} status={status} {...line} />
          ) : row.group === 'conflicted' ? (
            <ConflictLine key={row.id} row={row} {...line} />
          ) : (
            <ChangeLine
              key={row.id}
              row={row}
              {...line}
              onDragStart={() => {
                dragged.current = row;
              }}
              onDragEnd={() => {
                dragged.current = null;
                setTarget(null);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}

const isConflict = (row: Row | undefined) => row?.kind === 'change' && row.group === 'conflicted';
const lineId = (row: Row) => `git-line-${row.id}`;
