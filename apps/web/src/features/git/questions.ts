import { showToast } from '../../ui/toasts';
import { isShown } from '../../workbench/shown-project';
import { type GitDialog, useGit } from './git-store';

/** Asks what was to be asked of a project while another was on screen. Answers what ends it: an open question goes with its project. */
export function openQuestions(projectId: string): () => void {
  useGit.setState(({ unasked }) => {
    const others = new Map(unasked);
    others.delete(projectId);
    return { dialog: unasked.get(projectId) ?? null, unasked: others };
  });
  return () => useGit.setState({ dialog: null });
}

export interface Question {
  projectId: string;
  /** What failed, for a person who looks at another project by now. */
  title: string;
  dialog: GitDialog;
}

/** Asks where the answer belongs: now, or once the project is on screen again. An answer goes to the project on screen. */
export function askInProject({ projectId, title, dialog }: Question): void {
  if (isShown(projectId)) {
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
