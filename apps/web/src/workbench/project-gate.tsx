import { AppError } from '@berth/protocol/error';
import type { Project } from '@berth/protocol/project';
import { Play } from 'lucide-react';
import { useProjectActions } from '../features/projects/actions';
import { ProjectProgressView } from '../features/projects/project-progress';
import { Link } from '../shell/link';
import { Button } from '../ui/button';
import { ErrorNotice } from '../ui/error-notice';
import styles from './project-gate.module.css';

/** Stands before, or over, the workbench of a project whose workspace does not run. */
export function ProjectGate({ project, over }: { project: Project; over: boolean }) {
  const { open, stop } = useProjectActions(project);
  return (
    <main className={styles.gate} data-over={over || undefined}>
      <section className={styles.card} aria-labelledby="gate-title">
        <h1 id="gate-title" className={styles.title}>
          {project.name}
        </h1>
        {project.status === 'starting' && (
          <>
            <ProjectProgressView projectId={project.id} />
            <div className={styles.actions}>
              <Link className={styles.back} to={{ view: 'projects' }}>
                All projects
              </Link>
              <Button busy={stop.isPending} onClick={() => stop.mutate()}>
                Cancel
              </Button>
            </div>
          </>
        )}
        {project.status !== 'starting' && (
          <>
            {project.status === 'failed' && project.error ? (
              <ErrorNotice
                title="The project could not be opened"
                error={AppError.fromShape(project.error)}
              />
            ) : (
              <p className={styles.text}>The workspace is stopped. Its files are as you left them.</p>
            )}
            <div className={styles.actions}>
              <Link className={styles.back} to={{ view: 'projects' }}>
                All projects
              </Link>
              <Button
                variant="primary"
                icon={Play}
                autoFocus
                busy={open.isPending}
                onClick={() => open.mutate()}
              >
                {project.status === 'failed' ? 'Try again' : 'Open'}
              </Button>
            </div>
          </>
        )}
      </section>
    </main>
  );
}
