import { z } from 'zod';
import { fsAgentEvents } from './fs-watch';

/** What an agent announces on its event stream (`/events`), one JSON object a WebSocket message. */
export const agentEventSchema = z.discriminatedUnion('type', [
  /** Sent once when the stream opens: whatever happened before it must be read, not waited for. */
  z.object({ type: z.literal('ready') }),
  ...fsAgentEvents,
  /** A terminal was opened, ended, closed or renamed, or its title changed. */
  z.object({ type: z.literal('terminals') }),
]);
export type AgentEvent = z.infer<typeof agentEventSchema>;
