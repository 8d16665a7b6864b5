import { beforeEach, describe, expect, it } from 'vitest';
import { showProject } from '../../workbench/shown-project';
import { useGit } from './git-store';
import { askInProject, openQuestions } from './questions';

/** Shows a project as the workbench does. Answers what leaves it. */
function show(projectId: string): () => void {
  const hide = showProject(projectId);
  const close = openQuestions(projectId);
  return () => {
    hide();
    close();
  };
}
const question = (projectId: string, branch: string) =>
  askInProject({ projectId, title: 'It failed', dialog: { kind: 'delete_branch', branch } });
const asked = () => {
  const { dialog } = useGit.getState();
  return dialog?.kind === 'delete_branch' ? dialog.branch : dialog;
};

describe('askInProject', () => {
  beforeEach(() => useGit.setState({ dialog: null, unasked: new Map() }));

  it('asks at once where the project is on screen', () => {
    show('a');
    question('a', 'one');
    expect(asked()).toBe('one');
  });

  it('never asks in another project, and asks once its own is back', () => {
    show('a')();
    const leave = show('b');
    question('a', 'one');
    expect(asked()).toBeNull();
    leave();
    const leaveAgain = show('a');
    expect(asked()).toBe('one');
    leaveAgain();
    show('b')();
    show('a');
    expect(asked()).toBeNull();
  });

  it('takes an open question off the screen with its project', () => {
    const leave = show('a');
    question('a', 'one');
    leave();
    expect(asked()).toBeNull();
  });
});
