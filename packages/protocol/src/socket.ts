import { z } from 'zod';
import type { Call } from './call';
import { call } from './call';
import { chatClientEvents, chatServerEvents } from './chat';
import { draftServerEvents } from './drafts';
import { errorShapeSchema } from './error';
import { fsProgressEvents } from './fs-progress';
import { fsServerEvents, projectSubscribeOutput } from './fs-watch';
import { gitClientEvents, gitServerEvents } from './git-event';
import { inProject, projectIdSchema, projectProgressSchema, projectSchema } from './project';
import { searchClientEvents, searchServerEvents } from './search';
import { terminalClientEvents, terminalServerEvents } from './terminal';
import { transferClientEvents, transferServerEvents } from './transfer';

/** Every acknowledgement: the event's own fields with `ok: true`, or the error. */
export const ackErrorSchema = z.object({ ok: z.literal(false), error: errorShapeSchema });
export type Ack<T> = ({ ok: true } & T) | z.infer<typeof ackErrorSchema>;

const projectClientEvents = {
  /** Joins the project's events: its tree, its git state, its terminals. */
  project_subscribe: call(
    inProject.extend({ revision: z.number().int().nonnegative().optional() }),
    projectSubscribeOutput,
  ),
  project_unsubscribe: call(inProject, z.object({})),
};

const projectServerEvents = {
  project_changed: z.object({ project: projectSchema }),
  project_deleted: z.object({ projectId: projectIdSchema }),
  project_progress: projectProgressSchema,
};

/** Events a client may send. An event without an entry here cannot be registered. */
export const clientEvents = {
  ...projectClientEvents,
  ...gitClientEvents,
  ...searchClientEvents,
  ...chatClientEvents,
  ...terminalClientEvents,
  ...transferClientEvents,
} satisfies Record<string, Call>;
export type ClientEvents = typeof clientEvents;
export type ClientEventName = keyof ClientEvents;
export type ClientEventInput<N extends ClientEventName> = z.input<ClientEvents[N]['input']>;
export type ClientEventOutput<N extends ClientEventName> = z.output<ClientEvents[N]['output']>;

/** Events the server may send. */
export const serverEvents = {
  ...projectServerEvents,
  ...chatServerEvents,
  ...fsServerEvents,
  ...fsProgressEvents,
  ...gitServerEvents,
  ...draftServerEvents,
  ...terminalServerEvents,
  ...transferServerEvents,
  ...searchServerEvents,
} satisfies Record<string, z.ZodType>;
export type ServerEvents = typeof serverEvents;
export type ServerEventName = keyof ServerEvents;
export type ServerEventPayload<N extends ServerEventName> = z.output<ServerEvents[N]>;
