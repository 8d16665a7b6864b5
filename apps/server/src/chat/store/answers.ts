import type { Database } from '@berth/db/open';
import { chatMessages, chatSessions, KEYS_PER_SESSION } from '@berth/db/schema/chat';
import type { AnswerMetadata, ChatMessage, MessagePart } from '@berth/protocol/chat-message';
import { AppError } from '@berth/protocol/error';
import { and, eq } from 'drizzle-orm';
import { describeChange } from './change';
import { type Committed, type StoreContext, transact } from './context';
import { readFiles } from './files';
import { findMessage, insertMessage } from './messages';
import { readPage } from './read';
import { type MessageRow, toJson, toMessage } from './rows';
import { requireSession, touchSession } from './sessions';

/** Messages of a session that its assistant is shown at most. */
const CONTEXT_MESSAGES = 200;

export interface AnswerStart {
  message: ChatMessage;
  /** False when the answer was there already. */
  started: boolean;
}

/** Adds the message an assistant is about to write. One session has one answer at a time. */
export function beginAnswer(
  context: StoreContext,
  input: { sessionId: string; messageId: string; model: string },
): Committed<AnswerStart> {
  return transact(context, () => {
    const session = requireSession(context, input.sessionId);
    const stored = findMessage(context, session, input.messageId);
    if (stored) return { result: { message: toMessage(stored), started: false }, change: null };
    const writing = context.db
      .select({ key: chatMessages.key })
      .from(chatMessages)
      .where(and(eq(chatMessages.status, 'streaming'), eq(chatMessages.sessionNumber, session.number)))
      .get();
    if (writing)
      throw new AppError('CONFLICT', 'The assistant is still answering in this session. Stop it, or wait.');
    const row = insertMessage(
      context,
      { session, sequence: session.nextSequence },
      {
        id: input.messageId,
        type: 'assistant',
        content: '',
        agentId: 'assistant',
        metadata: { model: input.model } satisfies AnswerMetadata,
        status: 'streaming',
      },
    );
    const touched = touchSession(context, session, {
      messageCount: session.messageCount + 1,
      nextSequence: session.nextSequence + 1,
    });
    return {
      result: { message: toMessage(row), started: true },
      change: describeChange(touched, { messages: [row] }),
    };
  });
}

/** What is said in a session before a message, oldest first, with the files of each message. */
export function conversation(context: StoreContext, input: { sessionId: string; before: number }) {
  const session = requireSession(context, input.sessionId);
  const before = session.number * KEYS_PER_SESSION + input.before;
  const { rows } = readPage(context, { sessionNumber: session.number, before, limit: CONTEXT_MESSAGES });
  return {
    messages: rows.reverse().map(toMessage),
    files: readFiles(context, session.number, { contents: true }),
  };
}

/** Stores how far a streaming answer has come. Viewers have that text already. */
export function growAnswer(
  context: StoreContext,
  input: { sessionId: string; messageId: string; content: string },
): Committed<null> {
  return transact(context, () => {
    const { row } = requireStreaming(context, input);
    context.db
      .update(chatMessages)
      .set({ content: input.content })
      .where(eq(chatMessages.key, row.key))
      .run();
    return { result: null, change: null };
  });
}

export interface FinishedAnswer {
  sessionId: string;
  messageId: string;
  content: string;
  parts: MessagePart[] | null;
  status: 'complete' | 'interrupted' | 'failed';
  metadata: AnswerMetadata;
}

export function finishAnswer(context: StoreContext, input: FinishedAnswer): Committed<ChatMessage> {
  return transact(context, () => {
    const { session, row } = requireStreaming(context, input);
    const finished: MessageRow = {
      ...row,
      content: input.content,
      parts: toJson(input.parts),
      status: input.status,
      metadata: toJson(input.metadata),
    };
    context.db.update(chatMessages).set(finished).where(eq(chatMessages.key, row.key)).run();
    const touched = touchSession(context, session, {});
    return { result: toMessage(finished), change: describeChange(touched, { messages: [finished] }) };
  });
}

function requireStreaming(context: StoreContext, input: { sessionId: string; messageId: string }) {
  const session = requireSession(context, input.sessionId);
  const row = findMessage(context, session, input.messageId);
  if (row?.status !== 'streaming') {
    throw new AppError('NOT_FOUND', 'This answer is not being written any more.');
  }
  return { session, row };
}

/** Whether a server that stopped left answers unfinished. A look at an index, quick enough for the event loop. */
export function hasUnfinishedAnswers(db: Database): boolean {
  const streaming = eq(chatMessages.status, 'streaming');
  return db.select({ key: chatMessages.key }).from(chatMessages).where(streaming).get() !== undefined;
}

/** Answers a server left unfinished when it stopped: they keep what was stored, and say so. */
export function recoverAnswers(context: StoreContext): number {
  return transact(context, () => {
    const rows = context.db.select().from(chatMessages).where(eq(chatMessages.status, 'streaming')).all();
    for (const row of rows) {
      const metadata = {
        ...toMetadata(row),
        reason: 'The server stopped while the assistant was answering.',
      };
      context.db
        .update(chatMessages)
        .set({ status: 'interrupted', metadata: JSON.stringify(metadata) })
        .where(eq(chatMessages.key, row.key))
        .run();
      const session = context.db
        .select()
        .from(chatSessions)
        .where(eq(chatSessions.number, row.sessionNumber))
        .get();
      if (session) touchSession(context, session, { quiet: true });
    }
    return rows.length;
  });
}

function toMetadata(row: MessageRow): object {
  return row.metadata === null ? {} : JSON.parse(row.metadata);
}
