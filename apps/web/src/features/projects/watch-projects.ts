import type { QueryClient } from '@tanstack/react-query';
import { on, onConnect } from '../../lib/socket';
import { forgetProgress, keepProgress } from './progress-store';
import { dropProject, keepProject, projectsQuery } from './queries';

/** Keeps the list of projects true for the life of the page. */
export function watchProjects(client: QueryClient): () => void {
  const disposers = [
    on('project_changed', ({ project }) => {
      if (project.status !== 'starting') forgetProgress(project.id);
      keepProject(client, project);
    }),
    on('project_deleted', ({ projectId }) => {
      forgetProgress(projectId);
      dropProject(client, projectId);
    }),
    on('project_progress', keepProgress),
    onConnect(() => void client.invalidateQueries({ queryKey: projectsQuery.queryKey })),
  ];
  return () => {
    for (const dispose of disposers) dispose();
  };
}
