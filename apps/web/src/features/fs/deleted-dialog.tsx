import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../lib/trpc';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import { ErrorNotice } from '../../ui/error-notice';
import { Spinner } from '../../ui/spinner';
import { useProject } from '../../workbench/project-context';
import styles from './deleted-dialog.module.css';
import { useFileActions } from './use-file-actions';

/** What was deleted within the hour, to be put back. */
export function DeletedDialog({ onClose }: { onClose: () => void }) {
  const { id: projectId } = useProject();
  const actions = useFileActions();
  const [busy, setBusy] = useState(false);
  const deleted = useInfiniteQuery({
    queryKey: ['project', projectId, 'fs', 'deleted'],
    queryFn: ({ pageParam: cursor }) => trpc.fs.deleted.query({ projectId, cursor }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    gcTime: 0,
  });

  const restore = async (undo: string, path: string) => {
    setBusy(true);
    if (await actions.restore(undo, path)) onClose();
    else await deleted.refetch();
    setBusy(false);
  };
  const entries = deleted.data?.pages.flatMap((page) => page.entries);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Recently deleted"
      description="What was deleted is kept for an hour."
    >
      {deleted.error && <ErrorNotice error={deleted.error} />}
      {deleted.isPending && <Spinner />}
      {entries?.length === 0 && (
        <EmptyState title="Nothing to put back">
          Files and folders you delete can be put back here.
        </EmptyState>
      )}
      <ul className={styles.list}>
        {entries?.map(({ undo, path, type, deletedAt }) => (
          <li key={undo} className={styles.entry}>
            <span className={styles.path} title={path}>
              {type === 'directory' ? `${path}/` : path}
            </span>
            <time className={styles.time} dateTime={deletedAt}>
              {new Date(deletedAt).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}
            </time>
            <Button
              size="sm"
              disabled={busy}
              aria-label={`Put back ${path}`}
              onClick={() => void restore(undo, path)}
            >
              Put back
            </Button>
          </li>
        ))}
      </ul>
      {deleted.hasNextPage && (
        <Button size="sm" disabled={deleted.isFetchingNextPage} onClick={() => void deleted.fetchNextPage()}>
          Show more
        </Button>
      )}
    </Dialog>
  );
}
