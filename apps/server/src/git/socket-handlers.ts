import type { SocketHandlers } from '../socket/handlers';
import { credentialRoom } from './credentials';

export const gitSocketHandlers: SocketHandlers<'git_credential_offer' | 'git_credential_answer'> = {
  async git_credential_offer({ projectId }, { services, socket }) {
    if (projectId !== undefined) services.projects.get(projectId);
    await socket.join(credentialRoom(projectId));
    for (const { question, ...asked } of services.gitCredentials.open(projectId)) {
      services.broadcast.rooms([socket.id], {
        name: 'git_credential_request',
        payload: { projectId: asked.projectId, operation: asked.operation, ...question },
      });
    }
    return {};
  },
  git_credential_answer({ projectId, requestId, username, secret, cancel, remember }, { services }) {
    const answer = cancel || secret === undefined ? null : { ...(username ? { username } : {}), secret };
    return { accepted: services.gitCredentials.answer({ projectId, requestId, answer, remember }) };
  },
};
