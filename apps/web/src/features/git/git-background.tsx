import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useLayoutEffect } from 'react';
import { useCommands } from '../../lib/commands';
import { on } from '../../lib/socket';
import { useProject } from '../../workbench/project-context';
import { setTreeDecorator } from '../fs/tree-extensions';
import { BranchDialog } from './branch-dialog';
import { decorations } from './decorations';
import { GitDialogs } from './git-dialogs';
import { showGitDialog, useGit } from './git-store';
import { loadInIdleTime } from './load-in-idle-time';
import { followMessage } from './message-draft';
import { sourceControlPanel } from './panel';
import { openQuestions } from './questions';
import { refreshGit } from './refresh';
import { fetchRemote, pull, push } from './remote-actions';
import { useIgnored } from './use-ignored';
import { useRepository } from './use-status';

/** Follows git's state, decorates the tree, and asks what git asks, whether or not the panel is on screen. */
export function GitBackground() {
  const { id: projectId } = useProject();
  const client = useQueryClient();
  const status = useRepository();
  const ignored = useIgnored(projectId, status !== undefined);
  useEffect(() => loadInIdleTime(() => sourceControlPanel.load()), []);
  useLayoutEffect(() => openQuestions(projectId), [projectId]);
  useLayoutEffect(() => followMessage(projectId), [projectId]);
  useEffect(() => refreshGit(client, projectId), [client, projectId]);
  useEffect(
    () =>
      on('git_progress', ({ projectId: of, operation, message, fraction }) => {
        useGit.setState(({ remotes }) => ({
          remotes: remotes.map((one) =>
            one.projectId === of ? { ...one, progress: { operation, message, fraction } } : one,
          ),
        }));
      }),
    [],
  );
  useEffect(() => {
    setTreeDecorator(status ? decorations(status, ignored) : () => undefined);
    return () => setTreeDecorator(() => undefined);
  }, [status, ignored]);

  const when = () => status !== undefined;
  const followed = { follows: status?.upstream };
  const category = 'Git';
  useCommands([
    {
      id: 'git.branches',
      title: 'Switch branch…',
      category,
      when,
      run: () => showGitDialog({ kind: 'branches' }),
    },
    { id: 'git.pull', title: 'Pull', category, when, run: () => void pull(projectId, followed) },
    {
      id: 'git.pullRebase',
      title: 'Pull with rebase',
      category,
      when,
      run: () => void pull(projectId, { ...followed, strategy: 'rebase' }),
    },
    { id: 'git.fetch', title: 'Fetch', category, when, run: () => void fetchRemote(projectId, followed) },
    {
      id: 'git.push',
      title: 'Push',
      category,
      when,
      run: () => void push(projectId, { ...followed, setUpstream: status?.upstream === null }),
    },
  ]);
  return (
    <>
      <GitDialogs />
      <BranchDialog />
    </>
  );
}
