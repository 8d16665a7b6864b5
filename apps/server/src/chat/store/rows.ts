import { type chatMessages, type chatSessions, KEYS_PER_SESSION } from '@berth/db/schema/chat';
import type { ChatSessionSummary } from '@berth/protocol/chat';
import { type ChatMessage, messagePartSchema } from '@berth/protocol/chat-message';
import { z } from 'zod';

export type SessionRow = typeof chatSessions.$inferSelect;
export type MessageRow = typeof chatMessages.$inferSelect;

const partsSchema = z.array(messagePartSchema);

export function toSummary(row: SessionRow): ChatSessionSummary {
  const { id, title, projectId, createdAt, updatedAt, messageCount, fileCount, revision } = row;
  return { id, title, projectId, createdAt, updatedAt, messageCount, fileCount, revision };
}

export function toMessage(row: MessageRow): ChatMessage {
  return {
    id: row.id,
    sequence: row.key % KEYS_PER_SESSION,
    type: row.type,
    content: row.content,
    parts: row.parts === null ? null : partsSchema.parse(JSON.parse(row.parts)),
    agentId: row.agentId,
    metadata: row.metadata === null ? null : JSON.parse(row.metadata),
    status: row.status,
    createdAt: row.createdAt,
  };
}

/** JSON for a column, where undefined and null are both SQL's NULL. */
export function toJson(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}
