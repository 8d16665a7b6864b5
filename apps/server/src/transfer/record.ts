import { projectIdSchema } from '@berth/protocol/project';
import {
  downloadEncodingSchema,
  downloadIdSchema,
  packedSchema,
  selectionSchema,
} from '@berth/protocol/transfer';
import { z } from 'zod';

/** What the server keeps of a download, also over a restart. */
export const recordSchema = z.object({
  downloadId: downloadIdSchema,
  projectId: projectIdSchema,
  /** File name for the person, such as `shop.zip`. */
  name: z.string(),
  selection: selectionSchema,
  encoding: downloadEncodingSchema,
  /** How it is received: over a socket with acknowledgements, or over HTTP. */
  via: z.enum(['socket', 'http']),
  createdAt: z.iso.datetime(),
  /** The finished archive; null until it is packed. */
  packed: packedSchema.nullable(),
  /** True once everything has been received: the archive is gone, and only its completion can be asked for again. */
  complete: z.boolean(),
  /** Milliseconds since 1970 when somebody last took part in it. */
  usedAt: z.number(),
});
export type DownloadRecord = z.infer<typeof recordSchema>;
