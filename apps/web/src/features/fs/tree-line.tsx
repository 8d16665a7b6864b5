import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { toAppError } from '../../lib/errors';
import { showError } from '../../ui/toasts';
import styles from './file-tree.module.css';
import { loadMore } from './folder-queries';
import { NameField } from './name-field';
import { EntryLine, OtherLine } from './tree-row';
import type { TreeRow } from './tree-rows';
import { stopEditing } from './tree-state';
import { useFileActions } from './use-file-actions';

export interface TreeLineProps {
  id: string;
  row: TreeRow;
  projectId: string;
  focused: boolean;
  selected: boolean;
  active: boolean;
  dropTarget: boolean;
  renaming: boolean;
  cut: boolean;
  onRename: (path: string, name: string | null) => void;
  onCreated: () => void;
}

/** A line of the tree, whatever it is. */
export function TreeLine({ row, projectId, onRename, onCreated, ...rest }: TreeLineProps) {
  const actions = useFileActions();
  switch (row.kind) {
    case 'entry':
      return <EntryLine {...rest} row={row} onRename={(name) => onRename(row.entry.path, name)} />;
    case 'create':
      return (
        <OtherLine depth={row.depth}>
          <NameField
            label={row.type === 'file' ? 'Name of the new file' : 'Name of the new folder'}
            initial=""
            nested
            onCancel={stopEditing}
            onSubmit={(name) => {
              stopEditing();
              onCreated();
              void actions.create(row.parent, name, row.type);
            }}
          />
        </OtherLine>
      );
    case 'loading':
    case 'empty':
      return (
        <OtherLine depth={row.depth}>
          <span className={styles.note}>{row.kind === 'loading' ? 'Reading…' : 'Empty'}</span>
        </OtherLine>
      );
    case 'failed':
      return (
        <OtherLine depth={row.depth}>
          <span className={styles.noteError} title={toAppError(row.error).message}>
            {toAppError(row.error).message}
          </span>
        </OtherLine>
      );
    case 'more':
      return <MoreLine row={row} projectId={projectId} />;
  }
}

/** Drawing this line is what reads the next page: it is reached by scrolling. */
function MoreLine({ row, projectId }: { row: Extract<TreeRow, { kind: 'more' }>; projectId: string }) {
  const client = useQueryClient();
  const { parent, missing } = row;
  useEffect(() => {
    loadMore(client, { projectId, path: parent }).catch((error) =>
      showError(`The rest of “${parent}” could not be read`, error),
    );
  }, [client, projectId, parent, missing]);
  return (
    <OtherLine depth={row.depth}>
      <span className={styles.note}>{missing.toLocaleString('en')} more…</span>
    </OtherLine>
  );
}
