import { AppError } from '@berth/protocol/error';
import type { Project } from '@berth/protocol/project';
import { Box, Ellipsis, FolderGit2, Pencil, Play, Square, Trash2, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { navigate } from '../../shell/route';
import { Button } from '../../ui/button';
import { ErrorNotice } from '../../ui/error-notice';
import { IconButton } from '../../ui/icon-button';
import { Menu } from '../../ui/menu';
import type { MenuItem } from '../../ui/menu-items';
import { Tooltip } from '../../ui/tooltip';
import { useProjectActions } from './actions';
import { DeleteProjectDialog } from './delete-project-dialog';
import { ProjectProgressView } from './project-progress';
import styles from './project-row.module.css';
import { relativeTime } from './relative-time';
import { RenameProjectDialog } from './rename-project-dialog';
import { shortUrl } from './source-name';
import { StatusBadge } from './status-badge';

export function ProjectRow({ project }: { project: Project }) {
  const [dialog, setDialog] = useState<'rename' | 'delete' | null>(null);
  const actions = useProjectActions(project);
  const { status } = project;
  const live = status === 'running' || status === 'starting';

  const open = () => {
    if (!live) actions.open.mutate();
    navigate({ view: 'project', projectId: project.id });
  };
  const menu: MenuItem[] = [
    { label: 'Open', icon: Play, onSelect: open },
    { label: 'Rename…', icon: Pencil, onSelect: () => setDialog('rename') },
    { label: 'Stop', icon: Square, disabled: status !== 'running', onSelect: () => actions.stop.mutate() },
    'separator',
    { label: 'Delete…', icon: Trash2, danger: true, onSelect: () => setDialog('delete') },
  ];

  return (
    <li className={styles.row}>
      <div className={styles.line}>
        <button type="button" className={styles.open} onClick={open} aria-label={`Open ${project.name}`} />
        <span className={styles.icon} aria-hidden>
          {project.sourceUrl ? (
            <FolderGit2 size={18} strokeWidth={1.6} />
          ) : (
            <Box size={18} strokeWidth={1.6} />
          )}
        </span>
        <div className={styles.about}>
          <h2 className={styles.name}>{project.name}</h2>
          <p className={styles.facts}>
            <span className={styles.source}>
              {project.sourceUrl ? shortUrl(project.sourceUrl) : 'Started empty'}
            </span>
            <time dateTime={project.createdAt}>{relativeTime(project.createdAt, Date.now())}</time>
            {project.runtime === 'docker' && (
              <span className={styles.image}>{project.image ?? 'Docker'}</span>
            )}
          </p>
        </div>
        {project.runtime === 'local' && (
          <Tooltip label="It runs on the server itself, with the rights of the Berth process, without Docker.">
            <span className={styles.local}>
              <TriangleAlert size={12} aria-hidden />
              Not isolated
            </span>
          </Tooltip>
        )}
        <StatusBadge status={status} busy={actions.stop.isPending} />
        {status === 'starting' && (
          <Button size="sm" busy={actions.stop.isPending} onClick={() => actions.stop.mutate()}>
            Cancel
          </Button>
        )}
        <Menu
          align="end"
          trigger={<IconButton icon={Ellipsis} label={`Actions for ${project.name}`} />}
          items={menu}
        />
      </div>
      {status === 'starting' && (
        <div className={styles.below}>
          <ProjectProgressView projectId={project.id} />
        </div>
      )}
      {status === 'failed' && project.error && (
        <div className={styles.below}>
          <ErrorNotice
            error={AppError.fromShape(project.error)}
            actions={
              <Button size="sm" busy={actions.open.isPending} onClick={() => actions.open.mutate()}>
                Try again
              </Button>
            }
          />
        </div>
      )}
      {dialog === 'rename' && <RenameProjectDialog project={project} onClose={() => setDialog(null)} />}
      {dialog === 'delete' && <DeleteProjectDialog project={project} onClose={() => setDialog(null)} />}
    </li>
  );
}
