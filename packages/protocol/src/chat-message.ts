import { z } from 'zod';

/** Limits of what a chat keeps. Beyond one is an error (TOO_LARGE or INVALID_INPUT), never a silent cut. */
export const chatLimits = {
  /** UTF-8 bytes of a message's content; its parts and its metadata have the same limit each. */
  messageBytes: 4 * 1024 * 1024,
  /** UTF-8 bytes of one file's content as it is given (base64 counts as base64). */
  fileBytes: 16 * 1024 * 1024,
  /** UTF-8 bytes of all file contents of one session. */
  sessionFileBytes: 64 * 1024 * 1024,
  /** Messages, or files, of one call. */
  perCall: 10_000,
  /** Messages of one session over its whole life. */
  perSession: 1_000_000,
} as const;

const encoder = new TextEncoder();

/** Whether `text` has more UTF-8 bytes than `limit`; encodes only what is near it. */
export function exceedsBytes(text: string, limit: number): boolean {
  if (text.length > limit) return true;
  return text.length * 3 > limit && encoder.encode(text).length > limit;
}

/** Text that can be stored and answered exactly: half a surrogate pair has no UTF-8 form, so it is refused. */
export function exactText(limit: number, what: string) {
  return z
    .string()
    .refine((text) => !/\p{Cs}/u.test(text), `${what} has half of a surrogate pair, which cannot be stored`)
    .refine(
      (text) => !exceedsBytes(text, limit),
      `${what} is larger than ${limit.toLocaleString('en')} bytes`,
    );
}

/** An id a client makes: any printable text of 1 to 200 characters. */
export const chatIdSchema = z
  .string()
  .min(1, 'an id is not empty')
  .max(200, 'an id has at most 200 characters')
  .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'an id has no control characters');

/** Any JSON value of at most `messageBytes`; it comes back exactly as it was given. */
const jsonSchema = z.unknown().superRefine((value, context) => {
  const text = JSON.stringify(value);
  if (text !== undefined && exceedsBytes(text, chatLimits.messageBytes)) {
    context.addIssue({ code: 'custom', message: 'larger than 4 MiB as JSON' });
  }
});

const lineSchema = z.number().int().positive();

/**
 * What a message is made of, in order. `content` is the text of all its text parts. Selections are context the
 * person attached; tool calls and results are kept for assistants that use tools.
 */
export const messagePartSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('reasoning'), text: z.string() }),
  z.object({
    type: z.literal('selection'),
    source: z.enum(['editor', 'terminal']),
    text: z.string(),
    path: z.string().max(4096).optional(),
    /** First and last line of the file, from 1. */
    startLine: lineSchema.optional(),
    endLine: lineSchema.optional(),
  }),
  z.object({
    type: z.literal('tool-call'),
    callId: z.string(),
    name: z.string(),
    input: z.unknown().optional(),
  }),
  z.object({
    type: z.literal('tool-result'),
    callId: z.string(),
    name: z.string(),
    output: z.unknown().optional(),
  }),
]);
export type MessagePart = z.infer<typeof messagePartSchema>;

const partsSchema = z
  .array(messagePartSchema)
  .max(1_000)
  .superRefine((parts, context) => {
    const text = JSON.stringify(parts);
    if (exceedsBytes(text, chatLimits.messageBytes)) {
      context.addIssue({ code: 'custom', message: 'the parts are larger than 4 MiB as JSON' });
    }
  });

/** `streaming` answers grow; `interrupted` ones were stopped or cut and keep what had arrived. */
export const messageStatusSchema = z.enum(['complete', 'streaming', 'interrupted', 'failed']);
export type MessageStatus = z.infer<typeof messageStatusSchema>;

const nameSchema = exactText(4096, 'a name');

/** A file given with a session or a message. Its `content` is stored once however often it is given. */
export const chatFileInputSchema = z.strictObject({
  name: nameSchema,
  path: exactText(4096, 'a path'),
  /** What the client calls it, such as `file` or `image`. */
  type: exactText(200, 'a type'),
  /** Bytes. */
  size: z.number().int().nonnegative(),
  mimeType: exactText(200, 'a MIME type').nullish(),
  content: exactText(chatLimits.fileBytes, 'a file’s content').nullish(),
  /** Says that `content` is base64; absent means that it is the text itself. */
  encoding: z.enum(['utf8', 'base64']).optional(),
  /** Accepted so that what `chat.get` answers can be saved again; the server makes its own. */
  id: z.number().int().optional(),
  messageId: chatIdSchema.nullish(),
  hash: z.string().nullish(),
});
export type ChatFileInput = z.infer<typeof chatFileInputSchema>;

export const chatFileSchema = z.object({
  id: z.number().int(),
  /** The message it came with, or null for a file of the session. */
  messageId: z.string().nullable(),
  name: z.string(),
  path: z.string(),
  type: z.string(),
  size: z.number().int().nonnegative(),
  mimeType: z.string().nullable(),
  encoding: z.enum(['utf8', 'base64']),
  /** SHA-256 of the content as it was given, in hex; null where no content was given. */
  hash: z.string().nullable(),
  /** Null where none was given, or where the call did not ask for it. */
  content: z.string().nullable(),
});
export type ChatFile = z.infer<typeof chatFileSchema>;

/** A field that is absent keeps what is stored; keys Berth does not know are refused rather than dropped. */
export const chatMessageInputSchema = z.strictObject({
  id: chatIdSchema.optional(),
  /** Who speaks: `user`, `assistant`, `system`, or a client's own word. */
  type: exactText(200, 'a type').min(1),
  content: exactText(chatLimits.messageBytes, 'a message'),
  agentId: exactText(200, 'an agent id').nullish(),
  metadata: jsonSchema.optional(),
  createdAt: z.iso.datetime({ offset: true }).optional(),
  parts: partsSchema.nullish(),
  status: messageStatusSchema.exclude(['streaming']).optional(),
  files: z.array(chatFileInputSchema).max(1_000).optional(),
  /** Accepted so that what `chat.get` answers can be saved again; the server makes its own. */
  sequence: z.number().int().optional(),
});
export type ChatMessageInput = z.infer<typeof chatMessageInputSchema>;

export const chatMessageSchema = z.object({
  id: z.string(),
  /** Position in the session; grows, and may have gaps. */
  sequence: z.number().int().nonnegative(),
  type: z.string(),
  content: z.string(),
  /** Null where the message is its text only. */
  parts: z.array(messagePartSchema).nullable(),
  agentId: z.string().nullable(),
  metadata: z.unknown().optional(),
  status: messageStatusSchema,
  /** Exactly as the client gave it, or the server's time. */
  createdAt: z.string(),
});
export type ChatMessage = z.infer<typeof chatMessageSchema>;

/** What the server records in `metadata` of an answer. Times are milliseconds. */
export const answerMetadataSchema = z.object({
  model: z.string(),
  durationMs: z.number().nonnegative().optional(),
  /** Time until the first text arrived. */
  firstTokenMs: z.number().nonnegative().optional(),
  inputTokens: z.number().int().nonnegative().optional(),
  outputTokens: z.number().int().nonnegative().optional(),
  finishReason: z.string().optional(),
  /** Why the answer is interrupted or failed, written for the person. */
  reason: z.string().optional(),
});
export type AnswerMetadata = z.infer<typeof answerMetadataSchema>;
