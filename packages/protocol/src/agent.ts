import { z } from 'zod';
import { fsAgentCalls } from './fs';
import { fsAgentStreams } from './fs-progress';
import { gitAgentCalls, gitAgentStreams } from './git';
import { searchAgentCalls, searchAgentStreams } from './search';
import { terminalAgentCalls } from './terminal';
import { transferAgentStreams } from './transfer';

/** The server and an agent work together only when this is the same on both sides. */
export const AGENT_PROTOCOL_VERSION = 9;

/** What an agent says of itself, answered to `GET /hello`: the version handshake. */
export const agentHelloSchema = z.object({
  protocol: z.number().int(),
  projectId: z.string(),
  /** Hash of the bundle the agent runs; differs from the server's own after an upgrade. */
  bundle: z.string(),
  pid: z.number().int(),
  startedAt: z.iso.datetime(),
});
export type AgentHello = z.infer<typeof agentHelloSchema>;

/** Everything the server can ask of an agent, JSON both ways: over the call link, or `POST /call/<name>` for large inputs. */
export const agentCalls = { ...fsAgentCalls, ...gitAgentCalls, ...searchAgentCalls, ...terminalAgentCalls };
export type AgentCalls = typeof agentCalls;
export type AgentCallName = keyof AgentCalls;

/** Long calls: `POST /stream/<name>` answers one JSON object a line. Aborting the request cancels the work. */
export const agentStreams = {
  ...fsAgentStreams,
  ...gitAgentStreams,
  ...transferAgentStreams,
  ...searchAgentStreams,
};
export type AgentStreams = typeof agentStreams;
export type AgentStreamName = keyof AgentStreams;
