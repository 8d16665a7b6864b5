import type { Database } from '@berth/db/open';
import { ANONYMOUS_USER } from '@berth/db/schema/users';
import type { DisposalStack } from '../disposal-stack';
import type { Config } from '../env';
import type { Logger } from '../log';
import type { Broadcast } from '../socket/broadcast';
import { Assistant } from './assistant/assistant';
import { ChatService } from './service';
import { ChatStore } from './store/store';

export interface ChatParts {
  config: Config;
  log: Logger;
  broadcast: Broadcast;
  /** Path of the database, which is open and migrated as `db`. */
  database: string;
  db: Database;
}

/** Starts the chat: its store, then who tells the viewers, then who answers. `stack` owns them. */
export function startChat({ config, log, broadcast, database, db }: ChatParts, stack: DisposalStack) {
  const userId = ANONYMOUS_USER;
  const store = stack.use(new ChatStore({ path: database, userId }, log));
  const chat = stack.use(new ChatService({ store, broadcast, log, database, context: { db, userId } }));
  const assistant = stack.use(new Assistant({ config: config.assistant, chat, broadcast, log }));
  return { chat, assistant };
}
