import type { ConflictKind } from '@berth/protocol/git-status';
import { Button } from '../../ui/button';
import { ContextMenu } from '../../ui/context-menu';
import { cx } from '../../ui/cx';
import type { MenuItem } from '../../ui/menu-items';
import { openFile } from '../../workbench/open-file';
import { useProject } from '../../workbench/project-context';
import { resolve } from './change-actions';
import { ChangeName } from './change-name';
import type { ChangeRow } from './change-rows';
import { decorationOf } from './decorations';
import styles from './git.module.css';
import type { LineProps } from './group-line';
import { openChange } from './open-diff';

const kinds: Record<ConflictKind, string> = {
  both_modified: 'changed on both sides',
  both_added: 'added on both sides',
  both_deleted: 'deleted on both sides',
  added_by_us: 'added by us',
  added_by_them: 'added by them',
  deleted_by_us: 'deleted by us',
  deleted_by_them: 'deleted by them',
  unknown: '',
};

const choices = [
  { take: 'ours', label: 'Accept ours', text: 'Ours' },
  { take: 'theirs', label: 'Accept theirs', text: 'Theirs' },
  { take: 'both', label: 'Accept both', text: 'Both' },
  { take: 'working', label: 'Mark resolved', text: 'Resolved' },
] as const;

/** A file in conflict: how it came about, and the ways out. A click opens it, with its markers. */
export function ConflictLine({ row, ...line }: LineProps & { row: ChangeRow }) {
  const { id: projectId } = useProject();
  const { change } = row;
  const { path, conflict = 'unknown' } = change;
  const decoration = decorationOf(change);
  const combines = conflict === 'both_modified' || conflict === 'both_added';
  const ways = choices.filter(({ take }) => take !== 'both' || combines);
  const choose = (take: (typeof choices)[number]['take']) => void resolve(projectId, { path, take });
  const menu: MenuItem[] = [
    { label: 'Open file', onSelect: () => openFile(path) },
    'separator',
    ...ways.map(({ take, label }) => ({ label, onSelect: () => choose(take) })),
  ];
  return (
    <ContextMenu items={menu}>
      {/* biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its active line. */}
      <div
        id={line.id}
        role="treeitem"
        aria-level={2}
        aria-selected={line.focused}
        aria-label={`${path}, ${decoration.label}`}
        className={cx(styles.line, styles.conflict, line.focused && styles.focused)}
        style={line.style}
        {...line.drag}
      >
        <div className={styles.conflictFile}>
          <ChangeName
            change={change}
            note={kinds[conflict]}
            onOpen={(preview) => {
              line.onFocus();
              openChange('conflicted', change, preview);
            }}
          />
          <span className={styles.letter} data-tone={decoration.tone} title={decoration.label}>
            {decoration.letter}
          </span>
        </div>
        <div className={styles.ways}>
          {ways.map(({ take, label, text }) => (
            <Button key={take} size="sm" aria-label={label} title={label} onClick={() => choose(take)}>
              {text}
            </Button>
          ))}
        </div>
      </div>
    </ContextMenu>
  );
}
