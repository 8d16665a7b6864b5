import type { Entry } from '@berth/protocol/fs-entry';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../lib/trpc';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { useProject } from '../../workbench/project-context';
import { endDeleteRequest, useDeleteRequest } from './delete-request';
import { type FolderCount, folderContents } from './folder-contents';
import { formatBytes } from './format-bytes';
import { moveFocus } from './tree-state';
import { useFileActions } from './use-file-actions';

/** Asks before a deletion, with what it takes. */
export function DeleteDialog() {
  const request = useDeleteRequest((state) => state.request);
  return request && <Question key={request.entry.path} {...request} />;
}

function Question({ entry, next }: { entry: Entry; next: string | null }) {
  const { id: projectId } = useProject();
  const actions = useFileActions();
  const [busy, setBusy] = useState(false);
  const isDirectory = entry.type === 'directory';
  const count = useQuery({
    queryKey: ['project', projectId, 'fs', 'count', entry.path],
    queryFn: ({ signal }) =>
      trpc.fs.count.query({ projectId, path: entry.path }, { signal, context: { alone: true } }),
    enabled: isDirectory,
    gcTime: 0,
  });

  const remove = async () => {
    setBusy(true);
    if (await actions.remove(entry)) moveFocus(entry.path, next);
    endDeleteRequest();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && endDeleteRequest()}
      title={`Delete “${entry.name}”?`}
      description={
        <>
          {isDirectory ? contents(count.data, count.isError) : `${entry.path}, ${formatBytes(entry.size)}.`}{' '}
          You can undo this for an hour.
        </>
      }
      confirmLabel="Delete"
      danger
      busy={busy}
      onConfirm={() => void remove()}
    />
  );
}

function contents(count: FolderCount | undefined, failed: boolean): string {
  if (failed) return 'The folder and everything in it.';
  return count ? folderContents(count) : 'Counting what is in it…';
}
