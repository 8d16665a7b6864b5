import { z } from 'zod';
import { refUpdateSchema } from './git-ref-update';
import { trustFindingSchema } from './git-trust';

/**
 * What went wrong, where a client can do something about it. In `details.kind` of every GIT_FAILED, and of the NOT_FOUND of a
 * remote that is not configured (`no_remote`).
 */
export const gitFailureKindSchema = z.enum([
  'nothing_to_commit',
  'identity_missing',
  'untrusted',
  'locked',
  'conflicts',
  'hand_edits',
  'would_overwrite',
  'not_merged',
  'rejected',
  'no_upstream',
  'no_remote',
  'no_commit',
  'hook',
  'unreachable',
  'no_progress',
  'cancelled',
  'unknown',
]);
export type GitFailureKind = z.infer<typeof gitFailureKindSchema>;

/** The details of GIT_FAILED. */
export const gitFailureSchema = z.object({
  kind: gitFailureKindSchema,
  /** What git and hooks printed, as plain text of at most 16,000 characters. */
  output: z.string().optional(),
  /** What a person can do, in one sentence. */
  advice: z.string().optional(),
  /** Files that stand in the way, or that are in conflict. */
  files: z.array(z.string()).optional(),
  /** Every ref's fate, of a push or a fetch. */
  refs: z.array(refUpdateSchema).optional(),
  /** Settings that need trust. */
  untrusted: z.array(trustFindingSchema).optional(),
  /** Who holds the lock; null when nobody does. */
  holder: z.object({ pid: z.number().int(), command: z.string() }).nullable().optional(),
  lock: z.string().optional(),
});
export type GitFailure = z.infer<typeof gitFailureSchema>;
