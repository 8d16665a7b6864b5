import { toAppError } from '../../lib/errors';
import { trpc } from '../../lib/trpc';
import { showError, showToast } from '../../ui/toasts';
import { closeSession, openSession, useChatView } from './view-store';

/** Deletes a session, and offers to take that back. */
export async function deleteSession(sessionId: string, title: string): Promise<void> {
  try {
    await trpc.chat.delete.mutate({ sessionId });
    const wasOpen = useChatView.getState().sessionId === sessionId;
    if (wasOpen) closeSession();
    showToast({
      kind: 'info',
      title: `“${title}” is deleted`,
      action: { label: 'Undo', run: () => void restoreSession(sessionId, wasOpen) },
      durationMs: 15_000,
    });
  } catch (error) {
    showError('The chat was not deleted', toAppError(error));
  }
}

async function restoreSession(sessionId: string, open: boolean): Promise<void> {
  try {
    await trpc.chat.restore.mutate({ sessionId });
    if (open) openSession(sessionId);
  } catch (error) {
    showError('The chat was not restored', toAppError(error));
  }
}

/** Saves a session as a file of the person's own computer. */
export async function exportSession(sessionId: string, format: 'markdown' | 'json'): Promise<void> {
  try {
    const { name, mimeType, content } = await trpc.chat.export.query(
      { sessionId, format },
      { context: { alone: true } },
    );
    const url = URL.createObjectURL(new Blob([content], { type: mimeType }));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    URL.revokeObjectURL(url);
  } catch (error) {
    showError('The chat was not exported', toAppError(error));
  }
}
