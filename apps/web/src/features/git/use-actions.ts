import { useShallow } from 'zustand/react/shallow';
import { useProject } from '../../workbench/project-context';
import { type RunningAction, useGit } from './git-store';

/** This project's actions under way, in the order they were asked for. Those of a project that was left go on elsewhere. */
export function useActions(): readonly RunningAction[] {
  const { id } = useProject();
  return useGit(useShallow(({ actions }) => actions.filter(({ projectId }) => projectId === id)));
}
