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
  /** Path of the database, which is open and migrated. */
  database: string;
}

/** Starts the chat: its store, then who tells the viewers, then who answers. `stack` owns them. */
export function startChat({ config, log, broadcast, database }: ChatParts, stack: DisposalStack) {
  const store = stack.use(new ChatStore({ path: database, userId: ANONYMOUS_USER }, log));
  const chat = stack.use(new ChatService({ store, broadcast, log, database }));
  const assistant = stack.use(new Assistant({ config: config.assistant, chat, broadcast, log }));
  return { chat, assistant };
}
