import { type terminalClientEvents, terminalSizeSchema } from '@berth/protocol/terminal';
import type { SocketHandlers } from '../socket/handlers';
import { linkToProject, linkToSession, workspaceOf } from './terminal-links';

export const terminalSocketHandlers: SocketHandlers<keyof typeof terminalClientEvents> = {
  async terminal_create({ projectId, ...spec }, context) {
    const link = await linkToProject(projectId, context);
    return (await link.create(spec)).terminal;
  },
  async terminal_attach(view, context) {
    const link = await linkToSession(view.sessionId, context);
    const { channel, ...attachment } = await link.attach(view);
    return attachment;
  },
  async terminal_detach({ sessionId }, context) {
    const link = await linkToSession(sessionId, context);
    await link.detach(sessionId);
    return {};
  },
  async terminal_list({ projectId }, { services }) {
    services.projects.get(projectId);
    const workspace = await services.workspaces.running(projectId);
    return workspace.call('terminal.list', {});
  },
  async terminal_data({ data, ...header }, context) {
    const link = await linkToSession(header.sessionId, context);
    await link.input(header, typeof data === 'string' ? Buffer.from(data, 'utf8') : data);
    return {};
  },
  async terminal_ack({ sessionId, offset }, context) {
    const link = await linkToSession(sessionId, context);
    link.acknowledge(sessionId, offset);
    return {};
  },
  async terminal_resize(size, context) {
    const link = await linkToSession(size.sessionId, context);
    return terminalSizeSchema.parse(await link.request({ type: 'resize', ...size }));
  },
  async terminal_rename({ sessionId, name }, { services }) {
    const workspace = await workspaceOf(sessionId, services);
    return workspace.call('terminal.rename', { sessionId, name });
  },
  async terminal_close({ sessionId }, { services }) {
    const workspace = await workspaceOf(sessionId, services);
    return workspace.call('terminal.close', { sessionId });
  },
};
