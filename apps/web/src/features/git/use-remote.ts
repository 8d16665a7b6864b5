import { useProject } from '../../workbench/project-context';
import { type RunningRemote, useGit } from './git-store';

/** This project's remote operation under way. One of a project that was left goes on. */
export function useRemote(): RunningRemote | undefined {
  const { id } = useProject();
  return useGit(({ remotes }) => remotes.find(({ projectId }) => projectId === id));
}
