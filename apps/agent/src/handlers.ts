import type { AgentCalls, AgentStreams } from '@berth/protocol/agent';
import { fsHandlers, fsStreamHandlers } from './fs/handlers';
import { gitHandlers } from './git/handlers';
import { gitStreamHandlers } from './git/remote-handlers';
import type { Handlers, StreamHandlers } from './handler';
import { searchHandlers, searchStreamHandlers } from './search/handlers';
import { terminalHandlers } from './terminal/handlers';
import { transferStreamHandlers } from './transfer/handlers';

/** Every call the protocol names has its handler here. */
export const handlers: Handlers<AgentCalls> = {
  ...fsHandlers,
  ...gitHandlers,
  ...searchHandlers,
  ...terminalHandlers,
};

export const streamHandlers: StreamHandlers<AgentStreams> = {
  ...fsStreamHandlers,
  ...gitStreamHandlers,
  ...transferStreamHandlers,
  ...searchStreamHandlers,
};
