import { ChevronRight, CornerDownRight, Folder, FolderOpen } from 'lucide-react';
import { type CSSProperties, memo, type ReactNode } from 'react';
import { cx } from '../../ui/cx';
import { fileIcon } from './file-icon';
import styles from './file-tree.module.css';
import { isFolder } from './folder-queries';
import { NameField } from './name-field';
import { shownName } from './paths';
import { useTreeDecorator } from './tree-extensions';
import type { EntryRow } from './tree-keys';

export interface EntryLineProps {
  id: string;
  row: EntryRow;
  focused: boolean;
  selected: boolean;
  active: boolean;
  dropTarget: boolean;
  renaming: boolean;
  /** Cut, or in a folder that is: it goes where the person pastes it. */
  cut: boolean;
  onRename: (name: string | null) => void;
}

/** One file or folder. The tree itself handles its clicks, keys and drags. */
export const EntryLine = memo(function EntryLine(props: EntryLineProps) {
  const { id, row, focused, selected, active, dropTarget, renaming, cut, onRename } = props;
  const { entry, depth, open } = row;
  const folder = isFolder(entry);
  const decoration = useTreeDecorator(({ decorate }) => decorate)(entry.path, entry.type);
  const { Icon, color } = folder
    ? { Icon: open ? FolderOpen : Folder, color: 'var(--text-muted)' }
    : fileIcon(entry.name);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its active line
    <div
      id={id}
      role="treeitem"
      aria-level={depth + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={folder ? open : undefined}
      aria-selected={selected}
      data-path={entry.path}
      data-type={folder ? 'directory' : entry.type}
      data-tone={decoration?.tone}
      data-unreachable={entry.validUtf8 === false || undefined}
      data-active={active || undefined}
      data-cut={cut || undefined}
      aria-description={cut ? 'Cut' : undefined}
      draggable={!renaming}
      title={
        entry.validUtf8 === false
          ? `${entry.path}: this name is not UTF-8 text. Rename it in a terminal to open it.`
          : entry.path
      }
      className={cx(
        styles.row,
        selected && styles.selected,
        focused && styles.focused,
        dropTarget && styles.dropTarget,
      )}
      style={indent(depth)}
    >
      {folder ? (
        <ChevronRight className={styles.chevron} data-open={open || undefined} size={14} aria-hidden />
      ) : (
        <span className={styles.noChevron} />
      )}
      <Icon className={styles.icon} size={15} strokeWidth={1.75} style={{ color }} aria-hidden />
      {renaming ? (
        <NameField
          label={`New name of ${entry.name}`}
          initial={entry.name}
          nested={false}
          onSubmit={onRename}
          onCancel={() => onRename(null)}
        />
      ) : (
        <span className={styles.name}>{shownName(entry.name)}</span>
      )}
      {entry.type === 'symlink' && !renaming && (
        <CornerDownRight className={styles.link} size={12} aria-label="link" />
      )}
      {decoration && (
        <span className={styles.letter} title={decoration.label}>
          {decoration.letter}
        </span>
      )}
    </div>
  );
});

/** A line that is no entry: a note, a button, the field for a new name. */
export function OtherLine({ depth, children }: { depth: number; children: ReactNode }) {
  return (
    <div role="none" className={styles.row} style={indent(depth)}>
      <span className={styles.noChevron} />
      {children}
    </div>
  );
}

const indent = (depth: number) => ({ '--depth': depth }) as CSSProperties;
