import { useQuery } from '@tanstack/react-query';
import { FolderGit2 } from 'lucide-react';
import { useId, useState } from 'react';
import { trpc } from '../../lib/trpc';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { useProject } from '../../workbench/project-context';
import styles from './git.module.css';
import { gitKey } from './queries';
import { runAction } from './run-action';
import { useActions } from './use-actions';

type Template = 'node' | 'python' | 'go' | 'rust' | 'java' | 'web' | 'none';

/** No repository yet: what git would give, and the button that starts it. */
export function InitView() {
  const { id: projectId } = useProject();
  const [template, setTemplate] = useState<Template>('none');
  const selectId = useId();
  const busy = useActions().length > 0;
  const { data } = useQuery({
    queryKey: [...gitKey(projectId), 'templates'],
    queryFn: () => trpc.git.gitignoreTemplates.query({ projectId }),
  });
  const initialise = () =>
    void runAction({
      projectId,
      name: 'Initialising',
      failed: 'The repository was not initialised',
      work: (signal) => trpc.git.init.mutate({ projectId, gitignore: { template } }, { signal }),
    });
  return (
    <EmptyState
      icon={FolderGit2}
      title="Not a git repository yet"
      actions={
        <Button variant="primary" busy={busy} onClick={initialise}>
          Initialise repository
        </Button>
      }
    >
      <p>Keep the history of this project, and share it.</p>
      <label className={styles.select} htmlFor={selectId}>
        .gitignore for
        <select
          id={selectId}
          value={template}
          onChange={(event) => setTemplate(event.target.value as Template)}
        >
          {(data?.templates ?? [{ name: 'none', label: 'None' }]).map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </label>
    </EmptyState>
  );
}
