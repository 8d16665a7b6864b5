import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FolderGit2, FolderPlus } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { trpc } from '../../lib/trpc';
import { navigate } from '../../shell/route';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { ErrorNotice } from '../../ui/error-notice';
import { TextField } from '../../ui/text-field';
import styles from './new-project-dialog.module.css';
import { createInput, effectiveName, type NewProjectForm, problemsOf } from './new-project-form';
import { keepProject } from './queries';

const kinds = [
  { kind: 'git', label: 'Clone a repository', icon: FolderGit2 },
  { kind: 'empty', label: 'Empty project', icon: FolderPlus },
] as const;

export function NewProjectDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const formId = useId();
  const [form, setForm] = useState<NewProjectForm>({ kind: 'git', url: '', typedName: null, image: '' });
  const [tried, setTried] = useState(false);
  const problems = problemsOf(form);
  const change = (part: Partial<NewProjectForm>) => setForm((current) => ({ ...current, ...part }));
  const create = useMutation({
    mutationFn: () => trpc.project.create.mutate(createInput(form)),
    onSuccess: (project) => {
      keepProject(client, project);
      onClose();
      navigate({ view: 'project', projectId: project.id });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length === 0) create.mutate();
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="New project"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} busy={create.isPending}>
            {form.kind === 'git' ? 'Clone' : 'Create'}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={submit} noValidate>
        <fieldset className={styles.kinds}>
          <legend className={styles.legend}>Source</legend>
          {kinds.map(({ kind, label, icon: Icon }) => (
            <label key={kind} className={styles.kind}>
              <input
                type="radio"
                name="kind"
                checked={form.kind === kind}
                onChange={() => change({ kind })}
              />
              <Icon size={16} strokeWidth={1.75} aria-hidden />
              {label}
            </label>
          ))}
        </fieldset>
        {form.kind === 'git' && (
          <TextField
            label="Repository URL"
            type="url"
            inputMode="url"
            autoFocus
            placeholder="https://git.example.org/team/app.git"
            value={form.url}
            onChange={(event) => change({ url: event.target.value })}
            error={tried ? problems.url : undefined}
          />
        )}
        <TextField
          key={form.kind}
          label="Name"
          autoFocus={form.kind === 'empty'}
          placeholder={form.kind === 'empty' ? 'my-project' : ''}
          value={effectiveName(form)}
          onChange={(event) => change({ typedName: event.target.value })}
          error={tried && !(form.kind === 'git' && problems.url) ? problems.name : undefined}
        />
        <details className={styles.more} open={form.image !== '' || undefined}>
          <summary>Advanced</summary>
          <TextField
            label="Workspace image (optional)"
            placeholder="node:22-bookworm"
            value={form.image}
            onChange={(event) => change({ image: event.target.value })}
            error={tried ? problems.image : undefined}
            hint="Any glibc-based container image. Leave it empty for the server’s default."
          />
        </details>
        {create.isError && <ErrorNotice error={create.error} title="The project could not be created" />}
      </form>
    </Dialog>
  );
}
