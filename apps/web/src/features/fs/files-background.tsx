import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useLayoutEffect } from 'react';
import { useProject } from '../../workbench/project-context';
import { ConflictDialog } from './conflict-dialog';
import { DeleteDialog } from './delete-dialog';
import { keepMoveLog } from './move-log';
import { refreshOnChange } from './refresh-on-change';
import { openTree } from './tree-state';

/** Keeps the tree's state and follows changes, whether or not the tree is on screen. */
export function FilesBackground() {
  const { id: projectId } = useProject();
  const client = useQueryClient();
  useLayoutEffect(() => openTree(projectId), [projectId]);
  useEffect(() => refreshOnChange(client, projectId), [client, projectId]);
  useEffect(() => keepMoveLog(projectId), [projectId]);
  return (
    <>
      <DeleteDialog />
      <ConflictDialog />
    </>
  );
}
