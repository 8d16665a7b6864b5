import type { RepositoryStatus } from '@berth/protocol/git-status';
import { CheckCheck, ChevronDown, ChevronRight, Minus, Plus, Undo2 } from 'lucide-react';
import { memo } from 'react';
import { cx } from '../../ui/cx';
import { IconButton } from '../../ui/icon-button';
import { useProject } from '../../workbench/project-context';
import { askToDiscard, askToMarkResolved, pathsOf, pathsOfGroup, stage, unstage } from './change-actions';
import type { GroupRow, Row } from './change-rows';
import styles from './git.module.css';
import { toggleGroup } from './git-store';

export interface LineProps {
  /** Its place in the list, counted from 0, and in pixels from the list's top. */
  index: number;
  start: number;
  focused: boolean;
  onFocus: (row: Row, index: number) => void;
  /** Something is dragged over its group. */
  target: boolean;
}

export const lineId = (row: Row) => `git-line-${row.id}`;
/** What a line's element says of itself: the list hears its events, and knows from this whose they are. */
export const lineAttributes = (row: Row, { index, start }: LineProps) => ({
  id: lineId(row),
  'data-index': index,
  style: { transform: `translateY(${start}px)` },
});

export const GroupLine = memo(function GroupLine({
  row,
  status,
  ...line
}: LineProps & { row: GroupRow; status: RepositoryStatus }) {
  const { id: projectId } = useProject();
  const { group, open } = row;
  const Chevron = open ? ChevronDown : ChevronRight;
  const paths = () => pathsOfGroup(status, group);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its active line.
    <div
      {...lineAttributes(row, line)}
      role="treeitem"
      aria-level={1}
      aria-expanded={open}
      aria-selected={line.focused}
      className={cx(styles.line, styles.group, line.focused && styles.focused, line.target && styles.target)}
    >
      <button
        type="button"
        tabIndex={-1}
        className={styles.name}
        onClick={() => {
          line.onFocus(row, line.index);
          toggleGroup(group);
        }}
      >
        <Chevron size={14} aria-hidden />
        {row.title}
      </button>
      {group === 'conflicted' && (
        <IconButton
          icon={CheckCheck}
          label="Mark all resolved"
          size="sm"
          hint="title"
          tabIndex={-1}
          onClick={() => void askToMarkResolved(projectId, pathsOf(status.conflicted))}
        />
      )}
      {(group === 'unstaged' || group === 'untracked') && (
        <>
          <IconButton
            icon={Undo2}
            label={`Discard all: ${row.title}`}
            size="sm"
            hint="title"
            tabIndex={-1}
            onClick={() => askToDiscard(status[group])}
          />
          <IconButton
            icon={Plus}
            label={`Stage all: ${row.title}`}
            size="sm"
            hint="title"
            tabIndex={-1}
            onClick={() => void stage(projectId, paths())}
          />
        </>
      )}
      {group === 'staged' && (
        <IconButton
          icon={Minus}
          label="Unstage all"
          size="sm"
          hint="title"
          tabIndex={-1}
          onClick={() => void unstage(projectId, paths())}
        />
      )}
      <span className={styles.count}>{row.count}</span>
    </div>
  );
});
