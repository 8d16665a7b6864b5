import { z } from 'zod';
import { readLocal, removeLocal, writeLocal } from '../../lib/storage';
import { useGit } from './git-store';

const MAX_CHARS = 100_000;
const schema = z.string().max(MAX_CHARS).catch('');
const key = (projectId: string) => `berth.git.draft.${projectId}`;

/**
 * Shows the message a project's next commit has so far, and keeps it in this browser while it is written. What is asked of or
 * under way in another project is not this one's. Answers what ends it.
 */
export function followMessage(projectId: string): () => void {
  const message = schema.parse(readLocal(key(projectId)) ?? '');
  useGit.setState({ message, amend: false, dialog: null, remote: null, progress: null });
  return useGit.subscribe((state, before) => {
    if (state.message === before.message) return;
    if (state.message === '') removeLocal(key(projectId));
    else writeLocal(key(projectId), state.message);
  });
}
