import { randomUUID } from 'node:crypto';
import { chatMessages, KEYS_PER_SESSION } from '@berth/db/schema/chat';
import { type ChatMessageInput, chatLimits } from '@berth/protocol/chat-message';
import { AppError } from '@berth/protocol/error';
import { asc, eq } from 'drizzle-orm';
import type { StoreContext } from './context';
import { type MessageRow, type SessionRow, toJson } from './rows';
import { statements } from './statements';

/** Ids the server makes look like this, so that they are told from a client's. */
const serverMade = /^berth\.[0-9a-f-]{36}$/;

export function newMessageId(): string {
  return `berth.${randomUUID()}`;
}

export function findMessage({ db }: StoreContext, session: SessionRow, id: string): MessageRow | undefined {
  return statements(db).message.get({ session: session.number, id });
}

/** @throws AppError INVALID_INPUT when two messages have one id: one of them would be lost. */
export function refuseRepeatedIds(messages: ChatMessageInput[]): void {
  const seen = new Set<string>();
  for (const { id } of messages) {
    if (id === undefined) continue;
    if (seen.has(id))
      throw new AppError('INVALID_INPUT', `Two messages have the id ${id}. Give each its own.`);
    seen.add(id);
  }
}

/**
 * The stored message that each given one is, or undefined for a new one. One with an id is the message of that id.
 * One without is the message at its place, where that was stored without an id too, or says the same.
 */
export function matchStored(
  context: StoreContext,
  session: SessionRow,
  messages: ChatMessageInput[],
): (MessageRow | undefined)[] {
  const named = new Set(messages.map((message) => message.id));
  const find = context.db
    .select()
    .from(chatMessages)
    .where(eq(chatMessages.sessionNumber, session.number))
    .orderBy(asc(chatMessages.key))
    .limit(messages.length);
  const places = messages.some((message) => message.id === undefined) ? find.all() : [];
  return messages.map((message, index) => {
    if (message.id !== undefined) return findMessage(context, session, message.id);
    const placed = places[index];
    if (!placed || named.has(placed.id)) return undefined;
    const same = placed.type === message.type && placed.content === message.content;
    return same || serverMade.test(placed.id) ? placed : undefined;
  });
}

/** The row after `message` was given: what it leaves out stays. */
function merge(stored: MessageRow, message: ChatMessageInput): MessageRow {
  const keepsParts = message.parts === undefined && message.content === stored.content;
  return {
    ...stored,
    type: message.type,
    content: message.content,
    parts: keepsParts ? stored.parts : toJson(message.parts),
    agentId: message.agentId === undefined ? stored.agentId : message.agentId,
    metadata: message.metadata === undefined ? stored.metadata : toJson(message.metadata),
    status: message.status ?? stored.status,
    createdAt: message.createdAt ?? stored.createdAt,
  };
}

/** Whether storing `message` would leave `stored` as it is. */
export function saysTheSame(stored: MessageRow, message: ChatMessageInput): boolean {
  const merged = merge(stored, message);
  return Object.keys(merged).every((key) =>
    Object.is(merged[key as keyof MessageRow], stored[key as keyof MessageRow]),
  );
}

export function updateMessage(
  { db }: StoreContext,
  stored: MessageRow,
  message: ChatMessageInput,
): MessageRow {
  if (stored.status === 'streaming') {
    throw new AppError('CONFLICT', 'This message is still being written by the assistant. Stop it, or wait.');
  }
  const row = merge(stored, message);
  db.update(chatMessages).set(row).where(eq(chatMessages.key, stored.key)).run();
  return row;
}

export function insertMessage(
  { db }: StoreContext,
  place: { session: SessionRow; sequence: number },
  message: Omit<ChatMessageInput, 'status'> & { status?: MessageRow['status'] },
): MessageRow {
  if (place.sequence >= chatLimits.perSession) {
    throw new AppError('TOO_LARGE', 'This session has a million messages. Start a new one.');
  }
  const row: MessageRow = {
    key: place.session.number * KEYS_PER_SESSION + place.sequence,
    sessionNumber: place.session.number,
    id: message.id ?? newMessageId(),
    type: message.type,
    content: message.content,
    parts: toJson(message.parts),
    agentId: message.agentId ?? null,
    metadata: toJson(message.metadata),
    status: message.status ?? 'complete',
    createdAt: message.createdAt ?? new Date().toISOString(),
  };
  statements(db).insertMessage.run(row);
  return row;
}
