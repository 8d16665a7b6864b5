import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useProject } from '../../workbench/project-context';
import { createFileActions, type FileActions } from './file-actions';

export function useFileActions(): FileActions {
  const client = useQueryClient();
  const { id } = useProject();
  return useMemo(() => createFileActions(client, id), [client, id]);
}
