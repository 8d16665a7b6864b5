import type { ClientEventOutput } from '@berth/protocol/socket';
import { emitAck, socket } from '../lib/socket';

type Joined = ClientEventOutput<'project_subscribe'>;

const JOIN_TIMEOUT_MS = 5_000;

let ahead: { projectId: string; connection: string | undefined; joined: Promise<Joined> } | undefined;

export function joinRoom(projectId: string): Promise<Joined> {
  return emitAck('project_subscribe', { projectId }, { timeoutMs: JOIN_TIMEOUT_MS });
}

/** Joins the project's events with the page's first connection, before anything is drawn that needs them. */
export function joinAhead(projectId: string): void {
  const current = socket();
  current.once('connect', () => {
    const joined = joinRoom(projectId);
    joined.catch(() => {});
    ahead = { projectId, connection: current.id, joined };
  });
}

/** The join made ahead, once, and only on the connection that it was made on. */
export function takeJoin(projectId: string): Promise<Joined> | undefined {
  if (ahead && ahead.projectId !== projectId) dropJoin();
  const taken = ahead;
  ahead = undefined;
  return taken?.connection === socket().id ? taken?.joined : undefined;
}

/** Takes back the join of a project that does not run: what it has answered may be over when the project does. */
export function dropJoin(): void {
  if (!ahead) return;
  const { projectId } = ahead;
  ahead = undefined;
  emitAck('project_unsubscribe', { projectId }).catch(() => {});
}
