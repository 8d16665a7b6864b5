import { gitBranchCalls } from './git-branch';
import { gitChangeCalls } from './git-change';
import { gitHistoryCalls } from './git-history';
import { gitRemoteCalls, gitRemoteStreams } from './git-remote';
import { gitStatusCalls } from './git-status';

export const gitAgentCalls = {
  ...gitStatusCalls,
  ...gitChangeCalls,
  ...gitBranchCalls,
  ...gitHistoryCalls,
  ...gitRemoteCalls,
};

export const gitAgentStreams = gitRemoteStreams;
