import { beforeEach, describe, expect, it } from 'vitest';
import { useGit } from './git-store';
import { askInProject, putOnScreen } from './project-on-screen';

const question = (projectId: string, branch: string) =>
  askInProject({ projectId, title: 'It failed', dialog: { kind: 'delete_branch', branch } });
const asked = () => {
  const { dialog } = useGit.getState();
  return dialog?.kind === 'delete_branch' ? dialog.branch : dialog;
};

describe('askInProject', () => {
  beforeEach(() => useGit.setState({ shown: null, dialog: null, unasked: new Map() }));

  it('asks at once where the project is on screen', () => {
    putOnScreen('a');
    question('a', 'one');
    expect(asked()).toBe('one');
  });

  it('never asks in another project, and asks once its own is back', () => {
    const leave = putOnScreen('a');
    leave();
    const leaveOther = putOnScreen('b');
    question('a', 'one');
    expect(asked()).toBeNull();
    leaveOther();
    putOnScreen('a');
    expect(asked()).toBe('one');
    putOnScreen('b');
    putOnScreen('a');
    expect(asked()).toBeNull();
  });

  it('takes an open question off the screen with its project', () => {
    const leave = putOnScreen('a');
    question('a', 'one');
    leave();
    expect(asked()).toBeNull();
  });

  it('leaves what is on screen when an earlier project’s view ends late', () => {
    const leave = putOnScreen('a');
    putOnScreen('b');
    question('b', 'two');
    leave();
    expect(asked()).toBe('two');
  });
});
