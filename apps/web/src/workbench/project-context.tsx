import type { Project } from '@berth/protocol/project';
import { createContext, useContext } from 'react';

const ProjectContext = createContext<Project | null>(null);

export const ProjectProvider = ProjectContext.Provider;

/** The project the workbench shows. Only inside the workbench. */
export function useProject(): Project {
  const project = useContext(ProjectContext);
  if (!project) throw new Error('useProject is called outside of the workbench');
  return project;
}
