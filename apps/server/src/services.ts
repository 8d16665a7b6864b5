import type { Database } from '@berth/db/open';
import type { Assistant } from './chat/assistant/assistant';
import type { ChatService } from './chat/service';
import type { DraftService } from './drafts/service';
import type { Config } from './env';
import type { TreeEvents } from './fs/tree-events';
import type { GitCredentials } from './git/credentials';
import type { Logger } from './log';
import type { Metrics } from './metrics/metrics';
import type { ProjectService } from './project/service';
import type { Broadcast } from './socket/broadcast';
import type { DownloadService } from './transfer/service';
import type { Workspaces } from './workspace/workspaces';

/** What every transport reaches. */
export interface Services {
  config: Config;
  log: Logger;
  db: Database;
  projects: ProjectService;
  workspaces: Workspaces;
  broadcast: Broadcast;
  treeEvents: TreeEvents;
  gitCredentials: GitCredentials;
  drafts: DraftService;
  chat: ChatService;
  assistant: Assistant;
  downloads: DownloadService;
  metrics: Metrics;
}
