import { z } from 'zod';
import { streamCall } from './call';
import { entrySchema, pathSchema, permanentSchema, undoSchema } from './fs-entry';
import { inProject } from './project';

const count = z.number().int().nonnegative();

/**
 * How far a call is that takes as long as its tree is big. `files` counts links too. While a copy's totals are null, what it is
 * going to copy is being counted; a deletion has no totals.
 */
export const fsProgressSchema = z.object({
  files: count,
  bytes: count,
  totalFiles: count.nullable(),
  totalBytes: count.nullable(),
});
export type FsProgress = z.infer<typeof fsProgressSchema>;

/** Calls that report while they run: they end when they are done, when the caller gives up, or when they stand still. */
export const fsAgentStreams = {
  /**
   * Copies a file or a whole folder; pipes, sockets and devices are left out. The copy appears complete or not at all.
   * @throws as `fs.rename`, STORAGE_UNAVAILABLE.
   */
  'fs.copy': streamCall({
    input: z.object({ from: pathSchema, to: pathSchema }),
    event: fsProgressSchema,
    output: entrySchema,
  }),
  /** Deletes a folder. @throws NOT_FOUND; INVALID_INPUT where it is not a folder or is the root; CONFLICT when it is not empty. */
  'fs.rmdir': streamCall({
    input: z.object({
      path: pathSchema,
      permanent: permanentSchema,
      recursive: z.boolean().default(false),
    }),
    event: fsProgressSchema,
    output: undoSchema,
  }),
};

/** What a client calls its own call, to know the progress of it from others'. */
export const progressIdSchema = z.string().min(1).max(64);

/** To the project's subscribers, of calls that gave a `progressId`. */
export const fsProgressEvents = {
  fs_progress: inProject.extend({ progressId: progressIdSchema, ...fsProgressSchema.shape }),
};
