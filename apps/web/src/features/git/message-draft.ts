import { z } from 'zod';
import { readLocal, removeLocal, writeLocal } from '../../lib/storage';
import { isShown } from '../../workbench/shown-project';
import { useGit } from './git-store';

const MAX_CHARS = 100_000;
const schema = z.string().max(MAX_CHARS).catch('');
const key = (projectId: string) => `berth.git.draft.${projectId}`;

/** Shows the message a project's next commit has so far, and keeps it in this browser while it is written. Answers what ends it. */
export function followMessage(projectId: string): () => void {
  useGit.setState({ message: draft(projectId), amend: false });
  return useGit.subscribe((state, before) => {
    if (state.message !== before.message) keepDraft(projectId, state.message);
  });
}

/**
 * Puts `next` in the place of the message `was`, in the box or, where another project is on screen, in what is kept. What was
 * written meanwhile stays.
 */
export function replaceMessage(projectId: string, { was, next }: { was: string; next: string }): void {
  const { message } = useGit.getState();
  if (isShown(projectId)) useGit.setState({ amend: false, ...(message === was ? { message: next } : {}) });
  else if (draft(projectId) === was) keepDraft(projectId, next);
}

const draft = (projectId: string): string => schema.parse(readLocal(key(projectId)) ?? '');

function keepDraft(projectId: string, message: string): void {
  if (message === '') removeLocal(key(projectId));
  else writeLocal(key(projectId), message);
}
