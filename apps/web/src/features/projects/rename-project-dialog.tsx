import { type Project, projectNameSchema } from '@berth/protocol/project';
import { type FormEvent, useId, useState } from 'react';
import { toAppError } from '../../lib/errors';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/text-field';
import { useProjectActions } from './actions';

export function RenameProjectDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const { rename } = useProjectActions(project);
  const [name, setName] = useState(project.name);
  const form = useId();
  const parsed = projectNameSchema.safeParse(name);
  const problem = parsed.success ? undefined : parsed.error.issues[0]?.message;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (parsed.success) rename.mutate(parsed.data, { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Rename project"
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form={form}
            busy={rename.isPending}
            disabled={!parsed.success}
          >
            Rename
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <TextField
          label="Name"
          autoFocus
          value={name}
          onChange={(event) => setName(event.target.value)}
          onFocus={(event) => event.target.select()}
          error={rename.isError ? toAppError(rename.error).message : name ? problem : undefined}
        />
      </form>
    </Dialog>
  );
}
