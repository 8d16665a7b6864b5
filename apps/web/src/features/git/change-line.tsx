import { Minus, Plus, Undo2 } from 'lucide-react';
import { memo } from 'react';
import { cx } from '../../ui/cx';
import { IconButton } from '../../ui/icon-button';
import { useProject } from '../../workbench/project-context';
import { askToDiscard, pathsOf, stage, unstage } from './change-actions';
import { ChangeName } from './change-name';
import { type ChangeRow, discardable } from './change-rows';
import { decorationOf } from './decorations';
import styles from './git.module.css';
import { type LineProps, lineAttributes } from './group-line';
import { openChange } from './open-diff';

export const ChangeLine = memo(function ChangeLine({ row, ...line }: LineProps & { row: ChangeRow }) {
  const { id: projectId } = useProject();
  const { change, group } = row;
  const decoration = decorationOf(change);
  const tool = { size: 'sm', hint: 'title', tabIndex: -1 } as const;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its active line.
    <div
      {...lineAttributes(row, line)}
      role="treeitem"
      aria-level={2}
      aria-selected={line.focused}
      aria-label={`${change.path.replace(/\/$/, '')}, ${decoration.label}`}
      className={cx(styles.line, line.focused && styles.focused, line.target && styles.target)}
      draggable
    >
      <ChangeName
        change={change}
        onOpen={(preview) => {
          line.onFocus(row, line.index);
          openChange(group, change, preview);
        }}
      />
      {discardable(row) && (
        <IconButton icon={Undo2} label="Discard changes" {...tool} onClick={() => askToDiscard([change])} />
      )}
      {group === 'staged' && (
        <IconButton
          icon={Minus}
          label="Unstage"
          {...tool}
          onClick={() => void unstage(projectId, pathsOf([change]))}
        />
      )}
      {group !== 'staged' && !change.onlyInside && (
        <IconButton
          icon={Plus}
          label="Stage"
          {...tool}
          onClick={() => void stage(projectId, pathsOf([change]))}
        />
      )}
      <span className={styles.letter} data-tone={decoration.tone} title={decoration.label}>
        {decoration.letter}
      </span>
    </div>
  );
});
