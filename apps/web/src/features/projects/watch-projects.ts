import type { QueryClient } from '@tanstack/react-query';
import { on, onConnect } from '../../lib/socket';
import { forgetProgress, keepProgress } from './progress-store';
import { dropProject, keepProject, readProjects } from './queries';

/** Keeps the list of projects true for the life of the page. */
export function watchProjects(client: QueryClient): void {
  on('project_changed', ({ project }) => {
    if (project.status !== 'starting') forgetProgress(project.id);
    keepProject(client, project);
  });
  on('project_deleted', ({ projectId }) => {
    forgetProgress(projectId);
    dropProject(client, projectId);
  });
  on('project_progress', keepProgress);
  onConnect(() => void readProjects(client));
}
