import { sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  index,
  integer,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { users } from './users';

/**
 * A message's key is its session's number times this, plus its sequence: a session's messages lie together and in
 * order, and a full-text hit names its session without a look-up.
 */
export const KEYS_PER_SESSION = 2 ** 20;

export const chatSessions = sqliteTable(
  'chat_sessions',
  {
    /** Never reused: messages' keys are made of it. */
    number: integer('number').primaryKey({ autoIncrement: true }),
    id: text('id').notNull().unique(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    /** A plain value: a chat outlives the project it was about. */
    projectId: text('project_id'),
    title: text('title').notNull(),
    /** A deleted session can be restored until it is purged. */
    status: text('status', { enum: ['active', 'deleted'] }).notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    deletedAt: text('deleted_at'),
    messageCount: integer('message_count').notNull(),
    fileCount: integer('file_count').notNull(),
    nextSequence: integer('next_sequence').notNull(),
    /** Grows with every change, across all sessions. */
    revision: integer('revision').notNull(),
    /** The revision of the last change that makes the session newer in the history. */
    activity: integer('activity').notNull(),
  },
  (table) => [
    uniqueIndex('chat_sessions_revision').on(table.revision),
    index('chat_sessions_recent').on(table.userId, table.status, table.activity),
    index('chat_sessions_project').on(table.userId, table.projectId, table.status, table.activity),
  ],
);

export const chatMessages = sqliteTable(
  'chat_messages',
  {
    key: integer('key').primaryKey(),
    sessionNumber: integer('session_number')
      .notNull()
      .references(() => chatSessions.number, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    type: text('type').notNull(),
    /** The text of all text parts; what the full-text index holds, once the message does not grow any more. */
    content: text('content').notNull(),
    /** JSON of all parts, or null where `content` is the only one. */
    parts: text('parts'),
    agentId: text('agent_id'),
    /** JSON as the client gave it, or null. */
    metadata: text('metadata'),
    status: text('status', { enum: ['complete', 'streaming', 'interrupted', 'failed'] }).notNull(),
    createdAt: text('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('chat_messages_id').on(table.sessionNumber, table.id),
    index('chat_messages_streaming').on(table.status).where(sql`status = 'streaming'`),
  ],
);

/** What files contain, once per hash. */
export const fileContents = sqliteTable('file_contents', {
  /** SHA-256 of the content's UTF-8 bytes, in hex. */
  hash: text('hash').primaryKey(),
  content: text('content').notNull(),
  /** UTF-8 bytes. */
  bytes: integer('bytes').notNull(),
});

export const chatFiles = sqliteTable(
  'chat_files',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    sessionNumber: integer('session_number')
      .notNull()
      .references(() => chatSessions.number, { onDelete: 'cascade' }),
    /** The message it came with, or null for a file of the session. */
    messageKey: integer('message_key').references((): AnySQLiteColumn => chatMessages.key, {
      onDelete: 'cascade',
    }),
    name: text('name').notNull(),
    path: text('path').notNull(),
    type: text('type').notNull(),
    size: integer('size').notNull(),
    mimeType: text('mime_type'),
    encoding: text('encoding', { enum: ['utf8', 'base64'] }).notNull(),
    contentHash: text('content_hash').references(() => fileContents.hash),
  },
  (table) => [
    index('chat_files_session').on(table.sessionNumber),
    index('chat_files_message').on(table.messageKey),
    index('chat_files_content').on(table.contentHash),
  ],
);
