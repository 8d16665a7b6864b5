import type { Broadcast } from '../socket/broadcast';
import type { Workspace } from '../workspace/workspace';

/** Tells the project's clients when its list of terminals changes, from now on. */
export function followTerminals(workspace: Workspace, broadcast: Broadcast): void {
  workspace.onEvent(({ type }) => {
    if (type !== 'terminals' && type !== 'ready') return;
    const { projectId } = workspace;
    broadcast.project(projectId, { name: 'terminals_changed', payload: { projectId } });
  });
}
