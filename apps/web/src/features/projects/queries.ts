import type { Project } from '@berth/protocol/project';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { toAppError } from '../../lib/errors';
import { trpc } from '../../lib/trpc';

export const projectsQuery = queryOptions({
  queryKey: ['projects'],
  queryFn: async ({ signal }): Promise<Project[]> => {
    try {
      return (await trpc.project.list.query(undefined, { signal })).projects;
    } catch (error) {
      throw toAppError(error);
    }
  },
});

/** The list with one project added or replaced, newest first as the server gives it. */
export function withProject(projects: readonly Project[], project: Project): Project[] {
  const known = projects.some(({ id }) => id === project.id);
  if (known) return projects.map((other) => (other.id === project.id ? project : other));
  return [project, ...projects];
}

/** Puts what an answer or an event says of a project into the list. */
export function keepProject(client: QueryClient, project: Project): void {
  client.setQueryData(projectsQuery.queryKey, (projects) => projects && withProject(projects, project));
}

export function dropProject(client: QueryClient, projectId: string): void {
  client.setQueryData(projectsQuery.queryKey, (projects) => projects?.filter(({ id }) => id !== projectId));
}
