import type { Project } from '@berth/protocol/project';
import type { Socket } from 'socket.io-client';
import type { TestApp } from './test-app';

/** Resolves with the project as soon as it is as wanted: now, or with a `project_changed` that says so. */
export function untilProject(
  { app, socket }: { app: TestApp; socket: Socket },
  projectId: string,
  wanted: (project: Project) => boolean,
): Promise<Project> {
  return new Promise((resolve) => {
    const look = (project: Project): void => {
      if (project.id !== projectId || !wanted(project)) return;
      socket.off('project_changed', listener);
      resolve(project);
    };
    const listener = ({ project }: { project: Project }) => look(project);
    socket.on('project_changed', listener);
    look(app.app.services.projects.get(projectId));
  });
}
