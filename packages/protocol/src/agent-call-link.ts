import { z } from 'zod';
import { errorShapeSchema } from './error';

/**
 * The WebSocket at `/calls` between the server and an agent: one connection for all of a project's small calls. Every message is
 * JSON text. Each request is answered exactly once, in any order; also one that was cancelled.
 */
export const CALL_LINK_PATH = '/calls';

export const callLinkLimits = {
  /** Bytes of a call's input as JSON; a larger one goes by `POST /call/<name>`. */
  inputBytes: 64 * 1024,
  /** Bytes of a message to the agent: an input and what names it. */
  requestBytes: 65 * 1024,
  /** Bytes of a message to the server. */
  answerBytes: 64 * 1024 * 1024,
  /** Calls that have not been answered, cancelled ones among them. */
  inFlight: 64,
} as const;

/** Chosen by the server, and used for one call of a connection only. */
const callId = z.number().int().nonnegative();

/** From the server: a call, or the wish that one be given up. */
export const callLinkRequestSchema = z.union([
  z.strictObject({ id: callId, name: z.string().max(100), input: z.unknown() }),
  z.strictObject({ id: callId, cancel: z.literal(true) }),
]);
export type CallLinkRequest = z.infer<typeof callLinkRequestSchema>;

/** From the agent: the result, unless there is an error. */
export const callLinkAnswerSchema = z.strictObject({
  id: callId,
  result: z.unknown().optional(),
  error: errorShapeSchema.optional(),
});
export type CallLinkAnswer = z.infer<typeof callLinkAnswerSchema>;
