import type { ChatMessageInput } from '@berth/protocol/chat-message';
import { KeyValueStore } from '../../lib/key-value-store';

/** A message that the server has not stored, or not answered, yet. Its id makes sending it again harmless. */
export interface OutboxEntry {
  /** The message's id. */
  id: string;
  sessionId: string;
  projectId: string | null;
  message: ChatMessageInput & { id: string };
  /** The id of the answer to ask for, or null where none is wanted. */
  answerId: string | null;
  /** True when the message is stored, and only its answer is still to be asked for. */
  stored: boolean;
  /** Milliseconds since 1970; entries are sent in this order. */
  queuedAt: number;
  /** Why the server will never take it as it is; the person decides. */
  refused?: string | undefined;
}

const store = new KeyValueStore('berth-chat', 'outbox', { keyPath: 'id' });

/** All entries, oldest first. */
export async function readEntries(): Promise<OutboxEntry[]> {
  const entries: OutboxEntry[] = await store.run('readonly', (outbox) => outbox.getAll());
  return entries.sort((a, b) => a.queuedAt - b.queuedAt);
}

export async function putEntry(entry: OutboxEntry): Promise<void> {
  await store.run('readwrite', (outbox) => outbox.put(entry));
}

export async function deleteEntry(id: string): Promise<void> {
  await store.run('readwrite', (outbox) => outbox.delete(id));
}
