import type { RepositoryStatus } from '@berth/protocol/git-status';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useCallback, useMemo, useRef, useState } from 'react';
import { ContextMenu } from '../../ui/context-menu';
import { useProject } from '../../workbench/project-context';
import { askToDiscard, askToResolve, pathsOf, stage, unstage } from './change-actions';
import { ChangeLine } from './change-line';
import { changeMenu } from './change-menu';
import { activeIndex, type ChangeRow, changeRows, discardable, type Row } from './change-rows';
import { ConflictLine } from './conflict-line';
import styles from './git.module.css';
import { toggleGroup, useGit } from './git-store';
import { GroupLine, lineId } from './group-line';
import { openChange } from './open-diff';
import { useChangeDrag } from './use-change-drag';

const ROW_PX = 24;
/** As `.conflict` in the style sheet. */
const CONFLICT_PX = 54;
/** Lines that Page Up and Page Down move by. */
const PAGE_ROWS = 10;
/** Height of the lines that are drawn out of sight. */
const DRAWN_AHEAD_PX = 600;

/** The changes, by group. Only the lines on screen exist, and the list hears their events. */
export function ChangeList({ status }: { status: RepositoryStatus }) {
  const { id: projectId } = useProject();
  const closed = useGit((state) => state.closed);
  const rows = useMemo(() => changeRows(status, closed), [status, closed]);
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<{ id: string; index: number } | null>(null);
  const [menuRow, setMenuRow] = useState<Row>();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (isConflict(rows[index]) ? CONFLICT_PX : ROW_PX),
    getItemKey: useCallback((index: number) => rows[index]?.id ?? index, [rows]),
    overscan: 6,
    // Until it is on screen nothing tells its height.
    initialRect: { width: 0, height: DRAWN_AHEAD_PX },
  });
  const lines = virtual.getVirtualItems();
  // A line that scrolls in takes the place of one that scrolled out: what is in it changes, and no element is made.
  const places = useRef(0);
  places.current = Math.max(places.current, lines.length);
  const at = useMemo(() => activeIndex(rows, focused), [rows, focused]);
  const rowOf = (element: EventTarget): Row | undefined =>
    rows[Number((element as Element).closest<HTMLElement>('[data-index]')?.dataset.index)];
  const { target, handlers } = useChangeDrag(projectId, rowOf);
  const onFocus = useCallback((row: Row, index: number) => {
    setFocused({ id: row.id, index });
    scroller.current?.focus({ preventScroll: true });
  }, []);
  // The menu key opens it too, and means the line the keyboard is at.
  const onContextMenu = (event: MouseEvent) => {
    const row = rowOf(event.target) ?? (event.button === 2 ? undefined : rows[at]);
    setMenuRow(row);
    // Where there is nothing to do, no menu opens.
    if (changeMenu(row, { projectId, status }).length === 0) event.preventDefault();
  };

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
    if (row.group === 'staged') void unstage(projectId, paths);
    // To stage a conflict is to call it resolved.
    else if (row.group === 'conflicted')
      void askToResolve(projectId, { path: row.change.path, take: 'working' });
    else void stage(projectId, paths);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at];
    if (!row || event.target !== scroller.current) return;
    const keys: Record<string, () => void> = {
      ArrowDown: () => focus(at + 1),
      ArrowUp: () => focus(at - 1),
      Home: () => focus(0),
      End: () => focus(rows.length - 1),
      PageDown: () => focus(at + PAGE_ROWS),
      PageUp: () => focus(at - PAGE_ROWS),
      ArrowRight: () => {
        if (row.kind === 'group') row.open ? focus(at + 1) : toggleGroup(row.group);
      },
      ArrowLeft: () => {
        if (row.kind === 'change') focus(rows.findIndex(({ id }) => id === row.group));
        else if (row.open) toggleGroup(row.group);
      },
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

  return (
    <ContextMenu items={changeMenu(menuRow, { projectId, status })}>
      <div
        ref={scroller}
        className={styles.list}
        role="tree"
        aria-label="Changes"
        tabIndex={0}
        aria-activedescendant={rows[at] ? lineId(rows[at]) : undefined}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
        {...handlers}
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {lines.map(({ index, start }) => {
            const row = rows[index];
            if (!row) return null;
            const line = { index, start, focused: index === at, onFocus, target: target === row.group };
            const place = index % places.current;
            if (row.kind === 'group') return <GroupLine key={place} row={row} status={status} {...line} />;
            const Line = row.group === 'conflicted' ? ConflictLine : ChangeLine;
            return <Line key={place} row={row} {...line} />;
          })}
        </div>
      </div>
    </ContextMenu>
  );
}

const isConflict = (row: Row | undefined) => row?.kind === 'change' && row.group === 'conflicted';
