import { useQuery } from '@tanstack/react-query';
import { FolderX } from 'lucide-react';
import { useState } from 'react';
import { projectsQuery } from '../features/projects/queries';
import { ConnectionBanner } from '../shell/connection-banner';
import { useDocumentTitle } from '../shell/document-title';
import { navigate } from '../shell/route';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { ErrorNotice } from '../ui/error-notice';
import { Waiting } from './panel-frame';
import { ProjectProvider } from './project-context';
import { ProjectGate } from './project-gate';
import styles from './project-page.module.css';
import { useProjectRoom } from './room';
import { Workbench } from './workbench';

/** A project by its id: its workbench while its workspace runs, and what to do about it while it does not. */
export function ProjectPage({ projectId }: { projectId: string }) {
  const query = useQuery(projectsQuery);
  const project = query.data?.find(({ id }) => id === projectId);
  const running = project?.status === 'running';
  const joined = useProjectRoom(projectId, project?.status);
  // Once shown, the workbench stays under the gate, so that a workspace that stops takes no unsaved text with it.
  const [shown, setShown] = useState(false);
  if (running && joined && !shown) setShown(true);
  useDocumentTitle(project ? `${project.name} — Berth` : 'Berth');

  return (
    <div className={styles.page}>
      <ConnectionBanner />
      <div className={styles.content}>
        {query.isPending && <Waiting />}
        {query.isError && (
          <div className={styles.notice}>
            <ErrorNotice
              title="The project could not be read"
              error={query.error}
              actions={
                <Button size="sm" busy={query.isFetching} onClick={() => void query.refetch()}>
                  Try again
                </Button>
              }
            />
          </div>
        )}
        {query.isSuccess && !project && <NoProject />}
        {project && (
          <ProjectProvider value={project}>
            {shown ? <Workbench covered={!running} /> : running && <Waiting />}
            {!running && <ProjectGate project={project} over={shown} />}
          </ProjectProvider>
        )}
      </div>
    </div>
  );
}

function NoProject() {
  return (
    <EmptyState
      icon={FolderX}
      title="This project is not here"
      actions={<Button onClick={() => navigate({ view: 'projects' })}>All projects</Button>}
    >
      It was deleted, or the address is of another Berth server.
    </EmptyState>
  );
}
