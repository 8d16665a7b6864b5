import type { gitAgentCalls } from '@berth/protocol/git';
import type { Handlers } from '../handler';
import { gitBranchHandlers } from './branch-handlers';
import { gitChangeHandlers } from './change-handlers';
import { gitHistoryHandlers } from './history-handlers';
import { gitRemoteHandlers } from './remote-handlers';
import { gitStatusHandlers } from './status-handlers';

export const gitHandlers: Handlers<typeof gitAgentCalls> = {
  ...gitStatusHandlers,
  ...gitChangeHandlers,
  ...gitBranchHandlers,
  ...gitHistoryHandlers,
  ...gitRemoteHandlers,
};
