import type { terminalAgentCalls } from '@berth/protocol/terminal';
import type { Handlers } from '../handler';

export const terminalHandlers: Handlers<typeof terminalAgentCalls> = {
  async 'terminal.list'(_input, { agent }) {
    return { terminals: await agent.terminals.list() };
  },
  async 'terminal.rename'({ sessionId, name }, { agent }) {
    agent.terminals.rename(sessionId, name);
    return {};
  },
  async 'terminal.close'({ sessionId }, { agent }) {
    await agent.terminals.close(sessionId);
    return {};
  },
};
