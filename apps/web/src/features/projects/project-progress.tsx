import type { ProjectProgress } from '@berth/protocol/project';
import { ProgressBar } from '../../ui/progress-bar';
import { useProgress } from './progress-store';
import styles from './project-progress.module.css';

const phases: Record<ProjectProgress['phase'], string> = {
  pull: 'Pulling the workspace image',
  start: 'Starting the workspace',
  clone: 'Cloning the repository',
};

/** How far a starting project is. */
export function ProjectProgressView({ projectId }: { projectId: string }) {
  const progress = useProgress((state) => state.progress[projectId]);
  const title = progress ? phases[progress.phase] : 'Preparing the workspace';
  const fraction = progress?.fraction ?? null;
  return (
    <div className={styles.progress}>
      <p className={styles.title}>
        {title}
        {fraction !== null && <span className={styles.percent}>{Math.round(fraction * 100)} %</span>}
      </p>
      <ProgressBar label={title} fraction={fraction} />
      <p className={styles.message}>{progress?.message}</p>
    </div>
  );
}
