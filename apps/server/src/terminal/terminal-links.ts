import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@berth/protocol/error';
import { projectIdOfSession } from '@berth/protocol/terminal';
import type { Socket } from 'socket.io';
import type { Services } from '../services';
import type { SocketContext } from '../socket/handlers';
import type { Workspace } from '../workspace/workspace';
import { TerminalEmitter } from './terminal-emitter';
import { TerminalLink } from './terminal-link';

/** Milliseconds in which an agent that ended a connection answers again or is found to have ended, and between looks. */
const FIND_OUT_MS = 3_000;
const RETRY_MS = 100;

/** The links of each client, by project. They end with the client's connection. */
const links = new WeakMap<Socket, Map<string, Promise<TerminalLink>>>();

/** The client's link to a project's terminals, opened when it is used first. @throws AppError NOT_FOUND, WORKSPACE_UNAVAILABLE. */
export async function linkToProject(projectId: string, context: SocketContext): Promise<TerminalLink> {
  const own = linksOf(context.socket);
  const existing = own.get(projectId);
  if (existing && !(await isClosed(existing))) return existing;
  // Another event of this client may have opened one meanwhile.
  const current = own.get(projectId);
  if (current && current !== existing) return current;
  const opened = open(projectId, context);
  own.set(projectId, opened);
  return opened;
}

/** The client's link to the project of a session. @throws AppError NOT_FOUND, WORKSPACE_UNAVAILABLE. */
export function linkToSession(sessionId: string, context: SocketContext): Promise<TerminalLink> {
  return linkToProject(projectOf(sessionId), context);
}

/** The workspace of a session's project. @throws AppError NOT_FOUND, WORKSPACE_UNAVAILABLE. */
export async function workspaceOf(sessionId: string, services: Services): Promise<Workspace> {
  const projectId = projectOf(sessionId);
  services.projects.get(projectId);
  return services.workspaces.running(projectId);
}

/** @throws AppError NOT_FOUND when the text is no session id. */
function projectOf(sessionId: string): string {
  const projectId = projectIdOfSession(sessionId);
  if (projectId === undefined) throw new AppError('NOT_FOUND', 'There is no such terminal.');
  return projectId;
}

function linksOf(socket: Socket): Map<string, Promise<TerminalLink>> {
  let own = links.get(socket);
  if (!own) {
    own = new Map();
    links.set(socket, own);
    const opened = own;
    socket.once('disconnect', () => {
      for (const link of opened.values()) link.then((each) => each.close()).catch(() => {});
    });
  }
  return own;
}

const isClosed = (link: Promise<TerminalLink>): Promise<boolean> =>
  link.then(
    (each) => each.isClosed,
    () => true,
  );

async function open(projectId: string, { services, socket }: SocketContext): Promise<TerminalLink> {
  services.projects.get(projectId);
  const workspace = await services.workspaces.running(projectId);
  const emitter = new TerminalEmitter(socket);
  const link = await TerminalLink.open(workspace, emitter, async (sessionIds) => {
    const alive = await liveSessions(projectId, services);
    for (const sessionId of sessionIds) {
      if (!alive || alive.has(sessionId)) emitter.detached(sessionId);
      else emitter.gone(sessionId);
    }
  });
  if (!socket.connected) link.close();
  return link;
}

/** The sessions that outlived a broken connection; none when the workspace went, undefined when that is not known in time. */
async function liveSessions(
  projectId: string,
  services: SocketContext['services'],
): Promise<Set<string> | undefined> {
  const giveUpAt = performance.now() + FIND_OUT_MS;
  for (;;) {
    const workspace = await services.workspaces.running(projectId).catch(() => undefined);
    if (!workspace) return new Set();
    try {
      const { terminals } = await workspace.call('terminal.list', {});
      return new Set(terminals.map(({ sessionId }) => sessionId));
    } catch {
      // Connections break before the end of what was behind them is known.
      const hasEnded = workspace.agent.exited.then(() => true);
      if (await Promise.race([hasEnded, delay(RETRY_MS, false)])) return new Set();
      // Whoever attaches again is told, now or once the workspace answers.
      if (performance.now() > giveUpAt) return undefined;
    }
  }
}
