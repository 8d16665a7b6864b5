import { memo } from 'react';
import { Button } from '../../ui/button';
import { cx } from '../../ui/cx';
import { useProject } from '../../workbench/project-context';
import { askToResolve } from './change-actions';
import { ChangeName } from './change-name';
import type { ChangeRow } from './change-rows';
import { decorationOf } from './decorations';
import styles from './git.module.css';
import { type LineProps, lineAttributes } from './group-line';
import { openChange } from './open-diff';
import { conflictTexts, resolutionsOf } from './resolutions';

/** A file in conflict: how it came about, and the ways out. A click opens it, with its markers. */
export const ConflictLine = memo(function ConflictLine({ row, ...line }: LineProps & { row: ChangeRow }) {
  const { id: projectId } = useProject();
  const { change } = row;
  const { path, conflict = 'unknown' } = change;
  const decoration = decorationOf(change);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its active line.
    <div
      {...lineAttributes(row, line)}
      role="treeitem"
      aria-level={2}
      aria-selected={line.focused}
      aria-label={`${path}, ${decoration.label}`}
      className={cx(styles.line, styles.conflict, line.focused && styles.focused)}
    >
      <div className={styles.conflictFile}>
        <ChangeName
          change={change}
          note={conflictTexts[conflict]}
          onOpen={(preview) => {
            line.onFocus(row, line.index);
            openChange('conflicted', change, preview);
          }}
        />
        <span className={styles.letter} data-tone={decoration.tone} title={decoration.label}>
          {decoration.letter}
        </span>
      </div>
      <div className={styles.ways}>
        {resolutionsOf(change).map(({ take, label, text }) => (
          <Button
            key={take}
            size="sm"
            aria-label={label}
            title={label}
            onClick={() => void askToResolve(projectId, { path, take })}
          >
            {text}
          </Button>
        ))}
      </div>
    </div>
  );
});
