import { FileInput, Minus, Plus, Undo2 } from 'lucide-react';
import { ContextMenu } from '../../ui/context-menu';
import { cx } from '../../ui/cx';
import { IconButton } from '../../ui/icon-button';
import type { MenuItem } from '../../ui/menu-items';
import { openFile } from '../../workbench/open-file';
import { useProject } from '../../workbench/project-context';
import { askToDiscard, pathsOf, stage, unstage } from './change-actions';
import { ChangeName } from './change-name';
import { type ChangeRow, discardable } from './change-rows';
import { decorationOf } from './decorations';
import styles from './git.module.css';
import type { LineProps } from './group-line';
import { openChange } from './open-diff';

interface ChangeLineProps extends LineProps {
  row: ChangeRow;
  onDragStart: () => void;
  onDragEnd: () => void;
}

export function ChangeLine({ row, onDragStart, onDragEnd, ...line }: ChangeLineProps) {
  const { id: projectId } = useProject();
  const { change, group } = row;
  const decoration = decorationOf(change);
  const paths = pathsOf([change]);
  const open = (preview: boolean) => {
    line.onFocus();
    openChange(group, change, preview);
  };
  return (
    <ContextMenu items={menuOf(projectId, row)}>
      {/* biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its active line. */}
      <div
        id={line.id}
        role="treeitem"
        aria-level={2}
        aria-selected={line.focused}
        aria-label={`${change.path.replace(/\/$/, '')}, ${decoration.label}`}
        className={cx(styles.line, line.focused && styles.focused, line.target && styles.target)}
        style={line.style}
        draggable
        onDragStart={onDragStart}
        onDragEnd={onDragEnd}
        {...line.drag}
      >
        <ChangeName change={change} onOpen={open} />
        {discardable(row) && (
          <IconButton
            icon={Undo2}
            label="Discard changes"
            size="sm"
            tabIndex={-1}
            onClick={() => askToDiscard([change])}
          />
        )}
        {group === 'staged' ? (
          <IconButton
            icon={Minus}
            label="Unstage"
            size="sm"
            tabIndex={-1}
            onClick={() => void unstage(projectId, paths)}
          />
        ) : (
          !change.onlyInside && (
            <IconButton
              icon={Plus}
              label="Stage"
              size="sm"
              tabIndex={-1}
              onClick={() => void stage(projectId, paths)}
            />
          )
        )}
        <span className={styles.letter} data-tone={decoration.tone} title={decoration.label}>
          {decoration.letter}
        </span>
      </div>
    </ContextMenu>
  );
}

function menuOf(projectId: string, row: ChangeRow): MenuItem[] {
  const { change, group } = row;
  const { path } = change;
  const isFile = !path.endsWith('/') && !change.submodule && change.status !== 'deleted';
  const file: MenuItem[] = isFile
    ? [{ label: 'Open file', icon: FileInput, onSelect: () => openFile(path) }]
    : [];
  if (group === 'staged') {
    return [...file, { label: 'Unstage', onSelect: () => void unstage(projectId, pathsOf([change])) }];
  }
  return [
    ...file,
    {
      label: 'Stage',
      disabled: change.onlyInside === true,
      onSelect: () => void stage(projectId, pathsOf([change])),
    },
    'separator',
    {
      label: 'Discard changes…',
      danger: true,
      disabled: !discardable(row),
      onSelect: () => askToDiscard([change]),
    },
  ];
}
