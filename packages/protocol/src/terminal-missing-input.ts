import { z } from 'zod';

/** Details of the CONFLICT that refuses an input: the number of the one to send first. */
export const missingInputSchema = z.object({ missingInput: z.number().int().positive() });
export type MissingInput = z.infer<typeof missingInputSchema>;
