import { z } from 'zod';
import { errorShapeSchema } from './error';
import {
  offsetSchema,
  sessionIdSchema,
  terminalAttachmentSchema,
  terminalColorsSchema,
  terminalEndSchema,
  terminalInputSchema,
  terminalSchema,
  terminalSizeSchema,
  terminalSpecSchema,
  terminalViewSchema,
} from './terminal';

/**
 * The `/terminal` WebSocket between the server and an agent: one connection for each client that uses terminals. Text
 * messages are JSON; binary ones are output (agent to server) or input (server to agent). Closing it detaches the client.
 */
const request = z.object({ id: z.number().int().nonnegative() });
const ofSession = z.object({ sessionId: sessionIdSchema });

export const linkRequestSchema = z.discriminatedUnion('type', [
  request.extend(terminalSpecSchema.shape).extend({ type: z.literal('create') }),
  request
    .extend(ofSession.shape)
    .extend(terminalViewSchema.shape)
    .extend({ type: z.literal('attach') }),
  request.extend(ofSession.shape).extend({ type: z.literal('detach') }),
  request
    .extend(ofSession.shape)
    .extend(terminalSizeSchema.shape)
    .extend({ type: z.literal('resize'), visible: z.boolean(), colors: terminalColorsSchema.optional() }),
  /** Not answered. */
  ofSession.extend({ type: z.literal('ack'), offset: offsetSchema }),
]);
export type LinkRequest = z.infer<typeof linkRequestSchema>;

/** `channel` stands for the session in output frames. */
export const createdSchema = z.object({ terminal: terminalSchema, channel: z.number().int() });
export const attachedSchema = terminalAttachmentSchema.extend({ channel: z.number().int() });
export type LinkCreated = z.infer<typeof createdSchema>;
export type LinkAttached = z.infer<typeof attachedSchema>;

export const linkEventSchema = z.discriminatedUnion('type', [
  request.extend({ type: z.literal('answer'), value: z.unknown() }),
  request.extend({ type: z.literal('error'), error: errorShapeSchema }),
  ofSession.extend(terminalSizeSchema.shape).extend({ type: z.literal('resized') }),
  ofSession.extend(terminalSizeSchema.shape).extend({
    type: z.literal('resync'),
    snapshot: z.string(),
    offset: offsetSchema,
  }),
  ofSession.extend(terminalEndSchema.shape).extend({ type: z.literal('exit') }),
  ofSession.extend({ type: z.literal('closed') }),
]);
export type LinkEvent = z.infer<typeof linkEventSchema>;

export const linkInputSchema = terminalInputSchema.extend(request.shape);
export type LinkInput = z.infer<typeof linkInputSchema>;

/** Bytes before the payload of an output frame: the channel (32 bits) and the offset (a 64-bit float). */
export const OUTPUT_HEADER_BYTES = 12;
