import { z } from 'zod';
import { entryTypeSchema } from './fs-entry';
import { inProject } from './project';

export const fileChangeSchema = z.object({
  action: z.enum(['create', 'update', 'delete']),
  path: z.string(),
  type: entryTypeSchema,
});
export type FileChange = z.infer<typeof fileChangeSchema>;

/** How changes are noticed. `polling`: the system's watch limit is reached and part of the tree is looked at every few seconds. */
export const watchModeSchema = z.enum(['native', 'polling']);
export type WatchMode = z.infer<typeof watchModeSchema>;

/** What an agent announces of its tree. */
export const fsAgentEvents = [
  z.object({ type: z.literal('fs_changes'), changes: z.array(fileChangeSchema).max(5_000) }),
  /** More has changed than is told: what was read before is to be read anew. */
  z.object({ type: z.literal('fs_reset') }),
  z.object({ type: z.literal('fs_watch'), mode: watchModeSchema }),
  /** The repository changed: its HEAD, index, refs or a merge under way. */
  z.object({ type: z.literal('git_changed') }),
] as const;

export const fsServerEvents = {
  /**
   * To the project's subscribers. `revision` grows by one with each. A client that misses a number, or sees `reset`, reads
   * again what it shows. `changes` is empty with `reset`.
   */
  file_tree_update: inProject.extend({
    revision: z.number().int(),
    changes: z.array(fileChangeSchema),
    reset: z.boolean().optional(),
  }),
  /** The repository's state must be read again. Changes of the working tree arrive as `file_tree_update` only. */
  git_changed: inProject,
  /** To be shown while it is `polling`. */
  file_watch_mode: inProject.extend({ mode: watchModeSchema }),
};

/** Subscribe first, then read. `reread` says that `revision` was given and is not the current one. */
export const projectSubscribeOutput = z.object({
  revision: z.number().int().nonnegative(),
  reread: z.boolean(),
  watchMode: watchModeSchema,
});
