import { projectRoom } from '../socket/broadcast';
import type { SocketHandlers } from '../socket/handlers';

export const projectSocketHandlers: SocketHandlers<'project_subscribe' | 'project_unsubscribe'> = {
  async project_subscribe({ projectId, revision: seen }, { services, socket }) {
    services.projects.get(projectId);
    await socket.join(projectRoom(projectId));
    const { revision, watchMode } = services.treeEvents.state(projectId);
    return { revision, watchMode, reread: seen !== undefined && seen !== revision };
  },
  async project_unsubscribe({ projectId }, { socket }) {
    await socket.leave(projectRoom(projectId));
    return {};
  },
};
