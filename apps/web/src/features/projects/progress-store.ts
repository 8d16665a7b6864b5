import type { ProjectProgress } from '@berth/protocol/project';
import { create } from 'zustand';

/** The latest progress of every project that is starting. */
export const useProgress = create<{ progress: Readonly<Record<string, ProjectProgress>> }>(() => ({
  progress: {},
}));

export function keepProgress(progress: ProjectProgress): void {
  useProgress.setState((state) => ({ progress: { ...state.progress, [progress.projectId]: progress } }));
}

export function forgetProgress(projectId: string): void {
  useProgress.setState(({ progress: { [projectId]: _gone, ...progress } }) => ({ progress }));
}
