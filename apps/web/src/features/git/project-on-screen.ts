import { showToast } from '../../ui/toasts';
import { type GitDialog, useGit } from './git-store';

/** Says which project is on screen, and asks what was to be asked of it meanwhile. Answers what ends it. */
export function putOnScreen(projectId: string): () => void {
  useGit.setState(({ unasked }) => {
    const others = new Map(unasked);
    others.delete(projectId);
    return { shown: projectId, dialog: unasked.get(projectId) ?? null, unasked: others };
  });
  return () => useGit.setState(({ shown }) => (shown === projectId ? { shown: null, dialog: null } : {}));
}

export interface Question {
  projectId: string;
  /** What failed, for a person who looks at another project by now. */
  title: string;
  dialog: GitDialog;
}

/** Asks where the answer belongs: now, or once the project is on screen again. An answer goes to the project on screen. */
export function askInProject({ projectId, title, dialog }: Question): void {
  if (useGit.getState().shown === projectId) {
    useGit.setState({ dialog });
    return;
  }
  useGit.setState(({ unasked }) => ({ unasked: new Map(unasked).set(projectId, dialog) }));
  showToast({
    kind: 'error',
    title: `${title}, in another project`,
    text: 'Open that project to see why and to go on.',
  });
}
