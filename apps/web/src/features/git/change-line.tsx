import { Check, FileInput, Minus, Plus, Undo2 } from 'lucide-react';
import { ContextMenu } from '../../ui/context-menu';
import { cx } from '../../ui/cx';
import { IconButton } from '../../ui/icon-button';
import type { MenuItem } from '../../ui/menu-items';
import { openFile } from '../../workbench/open-file';
import { useProject } from '../../workbench/project-context';
import { fileIcon } from '../fs/file-icon';
import { askToDiscard, pathsOf, resolve, stage, unstage } from './change-actions';
import type { ChangeRow } from './change-rows';
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
  const plain = change.path.replace(/\/$/, '');
  const slash = plain.lastIndexOf('/');
  const decoration = decorationOf(change);
  const { Icon, color } = fileIcon(plain.slice(slash + 1));
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
        aria-label={`${plain}, ${decoration.label}`}
        className={cx(styles.line, line.focused && styles.focused, line.target && styles.target)}
        style={line.style}
        draggable
        onDragStart={onDragStart}
        onDragEnd={onDragEnd}
        {...line.drag}
      >
        <button
          type="button"
          tabIndex={-1}
          className={styles.name}
          onClick={() => open(true)}
          onDoubleClick={() => open(false)}
          title={change.oldPath ? `${change.oldPath} → ${change.path}` : change.path}
        >
          <Icon size={14} color={color} aria-hidden />
          <span className={cx(styles.file, change.status === 'deleted' && styles.deleted)}>
            {plain.slice(slash + 1)}
          </span>
          <span className={styles.folder}>{slash > 0 ? plain.slice(0, slash) : ''}</span>
        </button>
        {(group === 'unstaged' || group === 'untracked') && (
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
        ) : group === 'conflicted' ? (
          <IconButton
            icon={Check}
            label="Mark resolved"
            size="sm"
            tabIndex={-1}
            onClick={() => void resolve(projectId, { path: change.path, take: 'working' })}
          />
        ) : (
          <IconButton
            icon={Plus}
            label="Stage"
            size="sm"
            tabIndex={-1}
            onClick={() => void stage(projectId, paths)}
          />
        )}
        <span className={styles.letter} data-tone={decoration.tone} title={decoration.label}>
          {decoration.letter}
        </span>
      </div>
    </ContextMenu>
  );
}

function menuOf(projectId: string, { change, group }: ChangeRow): MenuItem[] {
  const { path } = change;
  const file: MenuItem[] = path.endsWith('/')
    ? []
    : [{ label: 'Open file', icon: FileInput, onSelect: () => openFile(path) }];
  if (group === 'conflicted') {
    const take = (side: 'ours' | 'theirs' | 'both' | 'working') => () =>
      void resolve(projectId, { path, take: side });
    return [
      ...file,
      'separator',
      { label: 'Accept ours', onSelect: take('ours') },
      { label: 'Accept theirs', onSelect: take('theirs') },
      { label: 'Accept both', onSelect: take('both') },
      { label: 'Mark resolved', onSelect: take('working') },
    ];
  }
  if (group === 'staged') {
    return [...file, { label: 'Unstage', onSelect: () => void unstage(projectId, pathsOf([change])) }];
  }
  return [
    ...file,
    { label: 'Stage', onSelect: () => void stage(projectId, pathsOf([change])) },
    'separator',
    { label: 'Discard changes…', danger: true, onSelect: () => askToDiscard([change]) },
  ];
}
