import type { Project } from '@berth/protocol/project';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { isUnreachable, toAppError } from '../../lib/errors';
import { trpc } from '../../lib/trpc';
import { showError, showToast } from '../../ui/toasts';
import { dropProject, keepProject } from './queries';

/** The actions on one project; stopping one that is starting cancels its start. A failure is told in a toast; a failed start is also the project's own `error`. */
export function useProjectActions(project: Project) {
  const client = useQueryClient();
  const projectId = project.id;
  const keep = (changed: Project) => keepProject(client, changed);

  const open = useMutation({
    mutationFn: () => trpc.project.open.mutate({ projectId }),
    onSuccess: keep,
    onError: (error) => {
      // A start that failed or was cancelled is told by the project itself.
      if (isUnreachable(toAppError(error))) showError(`“${project.name}” could not be opened`, error);
    },
  });
  const stop = useMutation({
    mutationFn: () => trpc.project.stop.mutate({ projectId }),
    onSuccess: keep,
    onError: (error) => showError(`“${project.name}” could not be stopped`, error),
  });
  const rename = useMutation({
    mutationFn: (name: string) => trpc.project.rename.mutate({ projectId, name }),
    onSuccess: keep,
  });
  const remove = useMutation({
    mutationFn: (deleteFiles: boolean) => trpc.project.delete.mutate({ projectId, deleteFiles }),
    onSuccess: ({ filesKeptAt }) => {
      dropProject(client, projectId);
      showToast({
        kind: 'success',
        title: `“${project.name}” was deleted`,
        ...(filesKeptAt
          ? { text: `Its files are still on the server, in ${filesKeptAt}`, durationMs: 15_000 }
          : {}),
      });
    },
  });
  return { open, stop, rename, remove };
}
