import type { Project, ProjectStatus } from '@berth/protocol/project';
import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, it, vi } from 'vitest';
import { dropProject, keepProject, projectsQuery } from './queries';

/** The server's list, read as it was when it was asked for, and answered when the test says so. */
const { server, answers } = vi.hoisted(() => ({
  server: { projects: [] as Project[] },
  answers: [] as (() => void)[],
}));
vi.mock('../../lib/trpc', () => ({
  trpc: {
    project: {
      list: {
        query: () => {
          const { projects } = server;
          return new Promise((resolve) => answers.push(() => resolve({ projects })));
        },
      },
    },
  },
}));

const project = (status: ProjectStatus): Project => ({
  id: 'a',
  name: 'A',
  runtime: 'docker',
  image: null,
  sourceUrl: null,
  error: null,
  status,
  createdAt: '2026-01-01T00:00:00.000Z',
});

let client: QueryClient;
const known = () => client.getQueryData(projectsQuery.queryKey);
const read = () => client.prefetchQuery({ ...projectsQuery, staleTime: 0 });
const answerNext = async () => {
  await vi.waitFor(() => expect(answers.length).toBeGreaterThan(0));
  answers.shift()?.();
};

beforeEach(() => {
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  answers.length = 0;
  server.projects = [project('starting')];
});

it.each([
  ['a first', false],
  ['a later', true],
])('does not let %s list, asked for before a change, undo it', async (_what, isKnown) => {
  if (isKnown) client.setQueryData(projectsQuery.queryKey, server.projects);
  void read();
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  server.projects = [project('running')];
  keepProject(client, project('running'));
  await answerNext();
  // The change is there before the list that has it too.
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  if (isKnown) expect(known()).toEqual([project('running')]);
  await answerNext();
  await vi.waitFor(() => expect(client.isFetching()).toBe(0));
  expect(known()).toEqual([project('running')]);
});

it('does not bring back a project that was deleted while the list was on its way', async () => {
  client.setQueryData(projectsQuery.queryKey, server.projects);
  void read();
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  server.projects = [];
  dropProject(client, 'a');
  await answerNext();
  await answerNext();
  await vi.waitFor(() => expect(client.isFetching()).toBe(0));
  expect(known()).toEqual([]);
});

it('asks for nothing again while nothing is on its way', () => {
  client.setQueryData(projectsQuery.queryKey, server.projects);
  keepProject(client, project('running'));
  expect(known()).toEqual([project('running')]);
  expect(client.isFetching()).toBe(0);
});
