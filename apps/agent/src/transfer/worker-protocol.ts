import { errorShapeSchema } from '@berth/protocol/error';
import { packProgressSchema, selectionSchema } from '@berth/protocol/transfer';
import { z } from 'zod';

/** What the agent writes to the packing process: one line of JSON. The end of that stream ends the process. */
export const workerRequestSchema = z.object({
  root: z.string(),
  selection: selectionSchema,
  /** Absent for a preview. */
  archive: z.object({ target: z.string(), level: z.number().int(), limitBytes: z.number().int() }).optional(),
});
export type WorkerRequest = z.input<typeof workerRequestSchema>;

/** What comes back, one line each: progress, then a result or an error. */
export const workerLineSchema = z.union([
  z.object({ event: packProgressSchema }),
  z.object({ result: z.unknown() }),
  z.object({ error: errorShapeSchema }),
]);
export type WorkerLine = z.input<typeof workerLineSchema>;
