import type { AgentConfig } from './env';
import type { EventHub } from './events/hub';
import type { Sessions } from './terminal/sessions';

/** What every capability of the agent is given. */
export interface AgentContext {
  readonly config: AgentConfig;
  readonly events: EventHub;
  readonly terminals: Sessions;
}
