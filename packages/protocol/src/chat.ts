import { z } from 'zod';
import { call } from './call';
import {
  chatFileInputSchema,
  chatFileSchema,
  chatIdSchema,
  chatLimits,
  chatMessageInputSchema,
  chatMessageSchema,
  exactText,
} from './chat-message';

const titleSchema = exactText(2_000, 'a title');
/** A plain value, not a reference: chats outlive the project they were about. */
const chatProjectIdSchema = exactText(200, 'a project id').min(1);

export const chatSessionSummarySchema = z.object({
  id: z.string(),
  title: z.string(),
  projectId: z.string().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  messageCount: z.number().int().nonnegative(),
  fileCount: z.number().int().nonnegative(),
  /** Grows with every change of the session, across all sessions; a viewer ignores what it has seen. */
  revision: z.number().int().positive(),
});
export type ChatSessionSummary = z.infer<typeof chatSessionSummarySchema>;

/** The session as a document. Saving merges: what is stored and not given stays. */
export const chatSessionInputSchema = z.strictObject({
  id: chatIdSchema.optional(),
  title: titleSchema.nullish(),
  projectId: chatProjectIdSchema.nullish(),
  messages: z.array(chatMessageInputSchema).max(chatLimits.perCall).default([]),
  files: z.array(chatFileInputSchema).max(chatLimits.perCall).default([]),
  /** Accepted so that what `chat.get` answers can be saved again; the server makes its own. */
  createdAt: z.iso.datetime({ offset: true }).optional(),
  updatedAt: z.iso.datetime({ offset: true }).optional(),
  messageCount: z.number().optional(),
  fileCount: z.number().optional(),
  revision: z.number().optional(),
  nextCursor: z.string().nullish(),
});
export type ChatSessionInput = z.infer<typeof chatSessionInputSchema>;

const inSession = z.object({ sessionId: chatIdSchema });
const cursorSchema = z.string().max(500);

export const chatAppendInput = inSession.extend({
  messages: z.array(chatMessageInputSchema).min(1).max(chatLimits.perCall),
  /** Creates the session where there is none, so that a first message is one call. */
  create: z.object({ title: titleSchema.optional(), projectId: chatProjectIdSchema.nullish() }).optional(),
});

export const chatGetInput = inSession.extend({
  /** Messages of a page. The first page holds the newest; each page has its newest last. */
  limit: z.number().int().min(1).max(10_000).default(1_000),
  cursor: cursorSchema.nullish(),
  /** False leaves out what files contain; `chat.file` reads one. */
  fileContents: z.boolean().default(true),
});

export const chatGetOutput = chatSessionSummarySchema.extend({
  messages: z.array(chatMessageSchema),
  /** All files of the session and its messages, on the first page; empty on later ones. */
  files: z.array(chatFileSchema),
  /** Continues with older messages. */
  nextCursor: z.string().nullable(),
});
export type ChatGetOutput = z.infer<typeof chatGetOutput>;

/** Where a search matched, as text in which some pieces are marked. */
export const chatSnippetSchema = z.object({
  /** Null when the title matched. */
  messageId: z.string().nullable(),
  pieces: z.array(z.object({ text: z.string(), match: z.boolean() })),
});
export type ChatSnippet = z.infer<typeof chatSnippetSchema>;

export const chatHistoryInput = z.object({
  projectId: chatProjectIdSchema.nullish(),
  /** Words that all occur in the title or in one message; the last word may be a beginning. */
  query: z.string().max(500).optional(),
  limit: z.number().int().min(1).max(500).default(50),
  cursor: cursorSchema.nullish(),
});
export const chatHistoryOutput = z.object({
  sessions: z.array(chatSessionSummarySchema.extend({ snippet: chatSnippetSchema.optional() })),
  nextCursor: z.string().nullable(),
});
export type ChatHistoryOutput = z.infer<typeof chatHistoryOutput>;

export const chatExportOutput = z.object({ name: z.string(), mimeType: z.string(), content: z.string() });

/** Calls the store answers; the tRPC procedures of the same names forward to it. */
export const chatCalls = {
  save: call(z.object({ session: chatSessionInputSchema }), z.object({ sessionId: z.string() })),
  append: call(
    chatAppendInput,
    z.object({ sessionId: z.string(), revision: z.number().int(), messages: z.array(chatMessageSchema) }),
  ),
  get: call(chatGetInput, chatGetOutput),
  file: call(inSession.extend({ fileId: z.number().int() }), chatFileSchema),
  history: call(chatHistoryInput, chatHistoryOutput),
  rename: call(inSession.extend({ title: titleSchema }), chatSessionSummarySchema),
  delete: call(inSession, z.object({ sessionId: z.string() })),
  restore: call(inSession, chatSessionSummarySchema),
  export: call(inSession.extend({ format: z.enum(['markdown', 'json']) }), chatExportOutput),
};
export type ChatCalls = typeof chatCalls;

/** The assistant and the state of storage, for the panel. */
export const chatStatusOutput = z.object({
  /** Null where no model is configured. The key and the address are never told. */
  assistant: z.object({ model: z.string() }).nullable(),
  /** Damaged databases that were set aside: their file names in the data directory. */
  setAside: z.array(z.object({ name: z.string(), at: z.iso.datetime() })),
});
export const chatAnswerInput = inSession.extend({
  /** The id of the answer to be; the same id again starts nothing new. */
  messageId: chatIdSchema.optional(),
});
export const chatAnswerOutput = z.object({ message: chatMessageSchema });
export const chatStopInput = inSession.extend({ messageId: chatIdSchema });
/** False when the answer had ended already. */
export const chatStopOutput = z.object({ stopped: z.boolean() });

export const chatClientEvents = {
  /** Joins the session's events. Subscribe first, then `chat.get`; ignore what is at or before its revision. */
  chat_subscribe: call(inSession, z.object({})),
  chat_unsubscribe: call(inSession, z.object({})),
};

export const chatServerEvents = {
  /** To everyone signed in. `session` is null when the session was deleted. */
  chat_session_changed: z.object({
    sessionId: z.string(),
    revision: z.number().int(),
    session: chatSessionSummarySchema.nullable(),
  }),
  /**
   * To the session's viewers: the rows as they were committed. `messages` is null where they are too large for an
   * event; the viewer then reads them with `chat.get`.
   */
  chat_messages: z.object({
    sessionId: z.string(),
    revision: z.number().int(),
    messages: z.array(chatMessageSchema).nullable(),
    files: z.array(chatFileSchema).optional(),
  }),
  /** To the session's viewers: text of a streaming answer. `offset` is the position of its first UTF-16 unit. */
  chat_delta: z.object({
    sessionId: z.string(),
    messageId: z.string(),
    offset: z.number().int().nonnegative(),
    text: z.string(),
  }),
};
