import type { Database } from '@berth/db/open';
import type { ChatSessionSummary } from '@berth/protocol/chat';
import type { ChatFile, ChatMessage } from '@berth/protocol/chat-message';

/** What every operation of the store works with. The store runs in a worker thread; nothing here is async. */
export interface StoreContext {
  db: Database;
  /** Whose chats these are. */
  userId: string;
}

/** What a committed operation changed, for the session's viewers. */
export interface ChatChange {
  sessionId: string;
  revision: number;
  /** Null when the session was deleted. */
  session: ChatSessionSummary | null;
  /** The rows as committed, or null where they are too large for an event. */
  messages: ChatMessage[] | null;
  /** New or changed files, without their contents. */
  files: ChatFile[];
}

/** An answer, and what changed; null where the operation found everything as asked already. */
export interface Committed<T> {
  result: T;
  change: ChatChange | null;
}

/** Runs `work` as one transaction that takes the write lock at its start, so it never fails half-way for it. */
export function transact<T>(context: StoreContext, work: () => T): T {
  return context.db.transaction(work, { behavior: 'immediate' });
}
