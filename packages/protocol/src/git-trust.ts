import { z } from 'zod';

/** A setting of the repository that runs a command, and so needs trust where the workspace is the host itself. */
export const trustFindingSchema = z.object({ setting: z.string(), value: z.string() });
export type TrustFinding = z.infer<typeof trustFindingSchema>;
