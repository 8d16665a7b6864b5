import { z } from 'zod';

/** What happened to one ref, as git reports it. */
export const refUpdateSchema = z.object({
  /** The ref that was read, such as `refs/heads/main`; empty for a deletion. */
  from: z.string(),
  /** The ref that was written. */
  to: z.string(),
  status: z.enum(['new', 'updated', 'forced', 'deleted', 'up_to_date', 'rejected', 'unknown']),
  /** git's own summary, such as `[rejected]` or `1a2b3c4..5d6e7f8`. */
  summary: z.string(),
  /** Why it was rejected, such as `fetch first`. */
  reason: z.string().nullable(),
});
export type RefUpdate = z.infer<typeof refUpdateSchema>;
