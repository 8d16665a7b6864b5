import type { Entry } from '@berth/protocol/fs-entry';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../lib/trpc';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { useProject } from '../../workbench/project-context';
import { isShown } from '../../workbench/shown-project';
import styles from './delete-dialog.module.css';
import { endDeleteRequest, useDeleteRequest } from './delete-request';
import { allContents, countAll, type FolderCount, folderContents } from './folder-contents';
import { formatBytes, plural } from './format-bytes';
import { itemsCalled } from './outcome-notice';
import { moveFocus } from './tree-state';
import { useFileActions } from './use-file-actions';

/** Entries that are named one by one. */
const MOST_NAMED = 5;

/** Asks before a deletion, with what it takes. */
export function DeleteDialog() {
  const request = useDeleteRequest((state) => state.request);
  return request && <Question key={request.entries.map(({ path }) => path).join('\n')} {...request} />;
}

function Question({ entries, next }: { entries: readonly Entry[]; next: string | null }) {
  const { id: projectId } = useProject();
  const actions = useFileActions();
  /** How many are deleted, once that has begun. */
  const [deleted, setDeleted] = useState<number | null>(null);
  const [controller] = useState(() => new AbortController());
  const folders = entries.filter(({ type }) => type === 'directory').map(({ path }) => path);
  const count = useQuery({
    queryKey: ['project', projectId, 'fs', 'count', ...folders],
    queryFn: async ({ signal }) => {
      const counts: FolderCount[] = [];
      for (const path of folders)
        counts.push(await trpc.fs.count.query({ projectId, path }, { signal, context: { alone: true } }));
      return counts;
    },
    enabled: folders.length > 0,
    gcTime: 0,
  });

  const remove = async () => {
    setDeleted(0);
    const gone = await actions.remove(entries, { signal: controller.signal, onProgress: setDeleted });
    if (isShown(projectId)) moveFocus(gone, next);
    if (!controller.signal.aborted) endDeleteRequest();
  };
  /** Closed while it deletes, it deletes no further. */
  const close = () => {
    controller.abort();
    endDeleteRequest();
  };
  const several = entries.length > 1;
  const busy = deleted !== null;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && close()}
      title={`Delete ${itemsCalled(entries.map(({ path }) => path))}?`}
      description={
        <>
          {contents(entries, folders.length > 0 ? count.data : [], count.isError)} You can undo this for an
          hour.
        </>
      }
      confirmLabel="Delete"
      cancelLabel={busy && several ? 'Stop' : 'Cancel'}
      danger
      busy={busy}
      onConfirm={() => void remove()}
    >
      {several && <Names entries={entries} />}
      {several && busy && (
        <p role="status" className={styles.progress}>
          {deleted.toLocaleString('en')} of {plural(entries.length, 'item')} deleted
        </p>
      )}
    </ConfirmDialog>
  );
}

function Names({ entries }: { entries: readonly Entry[] }) {
  const others = entries.length - MOST_NAMED;
  return (
    <ul className={styles.names}>
      {entries.slice(0, MOST_NAMED).map(({ path, type }) => (
        <li key={path}>{type === 'directory' ? `${path}/` : path}</li>
      ))}
      {others > 0 && <li className={styles.others}>and {others.toLocaleString('en')} more</li>}
    </ul>
  );
}

/** `counts` are those of the folders among the entries, missing until they are known. */
function contents(
  entries: readonly Entry[],
  counts: readonly FolderCount[] | undefined,
  failed: boolean,
): string {
  const [entry, ...others] = entries;
  if (entry && others.length === 0) {
    if (entry.type !== 'directory') return `${entry.path}, ${formatBytes(entry.size)}.`;
    if (failed) return 'The folder and everything in it.';
    return counts?.[0] ? folderContents(counts[0]) : 'Counting what is in it…';
  }
  if (failed) return 'All of them, and everything in the folders.';
  return counts ? allContents(countAll(entries, counts)) : 'Counting what is in them…';
}
