import { useQuery } from '@tanstack/react-query';
import { FolderPlus, LogOut, Plus, Search } from 'lucide-react';
import { useState } from 'react';
import { ConnectionBanner } from '../../shell/connection-banner';
import { Logo } from '../../shell/logo';
import { signOut } from '../../shell/sign-out';
import { ThemeMenu } from '../../shell/theme-menu';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorNotice } from '../../ui/error-notice';
import { IconButton } from '../../ui/icon-button';
import { Spinner } from '../../ui/spinner';
import { NewProjectDialog } from './new-project-dialog';
import { ProjectRow } from './project-row';
import styles from './projects-screen.module.css';
import { projectsQuery } from './queries';

/** From here on a filter is quicker than the eye. */
const FILTER_FROM = 8;

export function ProjectsScreen() {
  const query = useQuery(projectsQuery);
  const [creating, setCreating] = useState(false);
  const [filter, setFilter] = useState('');
  const projects = query.data ?? [];
  const shown = projects.filter(({ name, sourceUrl }) =>
    `${name} ${sourceUrl ?? ''}`.toLowerCase().includes(filter.trim().toLowerCase()),
  );
  const create = (
    <Button variant="primary" icon={Plus} onClick={() => setCreating(true)}>
      New project
    </Button>
  );

  return (
    <div className={styles.screen}>
      <ConnectionBanner />
      <header className={styles.bar}>
        <span className={styles.brand}>
          <Logo />
          Berth
        </span>
        <span className={styles.tools}>
          <ThemeMenu />
          <IconButton icon={LogOut} label="Sign out" onClick={() => void signOut()} />
        </span>
      </header>
      <main className={styles.main}>
        <div className={styles.head}>
          <h1 className={styles.title}>Projects</h1>
          {projects.length >= FILTER_FROM && (
            <label className={styles.filter}>
              <Search size={14} aria-hidden />
              <input
                type="search"
                placeholder="Filter projects"
                aria-label="Filter projects"
                value={filter}
                onChange={(event) => setFilter(event.target.value)}
              />
            </label>
          )}
          {projects.length > 0 && create}
        </div>

        {query.isPending && (
          <div className={styles.wait}>
            <Spinner size={20} label="Loading projects" />
          </div>
        )}
        {query.isError && (
          <ErrorNotice
            title="The list of projects could not be read"
            error={query.error}
            actions={
              <Button size="sm" busy={query.isFetching} onClick={() => void query.refetch()}>
                Try again
              </Button>
            }
          />
        )}
        {query.isSuccess && projects.length === 0 && (
          <div className={styles.empty}>
            <EmptyState icon={FolderPlus} title="No projects yet" actions={create}>
              A project is a folder with a workspace of its own: files, terminals and git. Start empty, or
              clone a repository.
            </EmptyState>
          </div>
        )}
        {shown.length > 0 && (
          <ul className={styles.list} aria-label="Projects">
            {shown.map((project) => (
              <ProjectRow key={project.id} project={project} />
            ))}
          </ul>
        )}
        {projects.length > 0 && shown.length === 0 && (
          <p className={styles.none}>No project matches “{filter.trim()}”.</p>
        )}
      </main>
      {creating && <NewProjectDialog onClose={() => setCreating(false)} />}
    </div>
  );
}
