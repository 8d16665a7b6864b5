import type { ChatSessionSummary } from '@berth/protocol/chat';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { toAppError } from '../../lib/errors';
import { trpc } from '../../lib/trpc';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/text-field';

export function RenameSessionDialog({
  session,
  onClose,
}: {
  session: ChatSessionSummary;
  onClose: () => void;
}) {
  const [title, setTitle] = useState(session.title);
  const form = useId();
  const rename = useMutation({
    mutationFn: () => trpc.chat.rename.mutate({ sessionId: session.id, title: title.trim() }),
    onSuccess: onClose,
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Rename chat"
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form={form}
            busy={rename.isPending}
            disabled={title.trim() === ''}
          >
            Rename
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim() !== '') rename.mutate();
        }}
      >
        <TextField
          label="Title"
          value={title}
          maxLength={500}
          autoFocus
          error={rename.error ? toAppError(rename.error).message : undefined}
          onChange={(event) => setTitle(event.target.value)}
          onFocus={(event) => event.target.select()}
        />
      </form>
    </Dialog>
  );
}
