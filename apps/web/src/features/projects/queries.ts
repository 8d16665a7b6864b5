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

const list = { queryKey: projectsQuery.queryKey };

/** The list with one project added or replaced, newest first as the server gives it. */
export function withProject(projects: readonly Project[], project: Project): Project[] {
  const known = projects.some(({ id }) => id === project.id);
  if (known) return projects.map((other) => (other.id === project.id ? project : other));
  return [project, ...projects];
}

/** Puts what an answer or an event says of a project into the list. */
export function keepProject(client: QueryClient, project: Project): void {
  void change(client, (projects) => withProject(projects, project));
}

export function dropProject(client: QueryClient, projectId: string): void {
  void change(client, (projects) => projects.filter(({ id }) => id !== projectId));
}

/** Reads the list anew. What was asked before may lack a change that no event will tell of. */
export async function readProjects(client: QueryClient): Promise<void> {
  await client.cancelQueries(list);
  await client.prefetchQuery({ ...projectsQuery, staleTime: 0 });
}

/** A list that is on its way may be older than the change, and would undo it: it is asked for again. */
async function change(client: QueryClient, to: (projects: Project[]) => Project[]): Promise<void> {
  const isOnItsWay = client.isFetching(list) > 0;
  // What is cancelled puts back what was there when it was asked for.
  if (isOnItsWay) await client.cancelQueries(list);
  client.setQueryData(list.queryKey, (projects) => projects && to(projects));
  if (isOnItsWay) await readProjects(client);
}
