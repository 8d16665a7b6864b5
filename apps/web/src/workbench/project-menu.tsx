import { ArrowLeft, Container, Pencil, Square, SquareTerminal, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useProjectActions } from '../features/projects/actions';
import { DeleteProjectDialog } from '../features/projects/delete-project-dialog';
import { RenameProjectDialog } from '../features/projects/rename-project-dialog';
import { navigate } from '../shell/route';
import { Menu } from '../ui/menu';
import { useProject } from './project-context';
import { StatusItem } from './status-item';

const runtimeWords = { docker: 'Docker', local: 'Local' };

/** The project's name, runtime and status, and what can be done with it. */
export function ProjectMenu() {
  const project = useProject();
  const actions = useProjectActions(project);
  const [dialog, setDialog] = useState<'rename' | 'delete' | null>(null);
  return (
    <>
      <Menu
        side="top"
        trigger={
          <StatusItem icon={project.runtime === 'docker' ? Container : SquareTerminal}>
            {project.name} · {runtimeWords[project.runtime]} · {project.status}
          </StatusItem>
        }
        items={[
          { label: 'All projects', icon: ArrowLeft, onSelect: () => navigate({ view: 'projects' }) },
          'separator',
          { label: 'Rename…', icon: Pencil, onSelect: () => setDialog('rename') },
          {
            label: 'Stop workspace',
            icon: Square,
            disabled: project.status !== 'running',
            onSelect: () => actions.stop.mutate(),
          },
          'separator',
          { label: 'Delete project…', icon: Trash2, danger: true, onSelect: () => setDialog('delete') },
        ]}
      />
      {dialog === 'rename' && <RenameProjectDialog project={project} onClose={() => setDialog(null)} />}
      {dialog === 'delete' && <DeleteProjectDialog project={project} onClose={() => setDialog(null)} />}
    </>
  );
}
