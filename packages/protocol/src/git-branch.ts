import { z } from 'zod';
import { call } from './call';
import { gitPathSchema } from './git-path';
import { hashSchema, refNameSchema, revisionSchema } from './git-ref';

export const tipSchema = z.object({
  hash: hashSchema,
  subject: z.string(),
  author: z.string(),
  date: z.string(),
});

export const branchSchema = z.object({
  /** `main`, or `origin/main` for a remote one. */
  name: z.string(),
  current: z.boolean(),
  /** Such as `origin/main`; null when the branch tracks nothing. */
  upstream: z.string().nullable(),
  /** Commits; null without an upstream. */
  ahead: z.number().int().nullable(),
  behind: z.number().int().nullable(),
  /** True when the upstream was deleted. */
  gone: z.boolean(),
  /** The remote a remote branch is of. */
  remote: z.string().nullable(),
  commit: tipSchema,
});
export type Branch = z.infer<typeof branchSchema>;

const nothing = z.object({});

export const gitBranchCalls = {
  'git.branches': call(
    nothing,
    z.object({
      /** Null when HEAD is detached. A branch without a commit is current and not yet in the list. */
      current: z.string().nullable(),
      detached: z.boolean(),
      local: z.array(branchSchema),
      remote: z.array(branchSchema),
    }),
  ),
  /**
   * Switches to a branch, a remote branch (by a new local one that tracks it) or a commit (detached). `create` makes the
   * branch, at `from` or at HEAD. @throws AppError GIT_FAILED with the files that stand in the way.
   */
  'git.checkout': call(
    z.object({
      branch: refNameSchema,
      create: z.boolean().default(false),
      from: revisionSchema.optional(),
    }),
    z.object({ branch: z.string().nullable(), detached: z.boolean() }),
  ),
  'git.createBranch': call(z.object({ branch: refNameSchema, from: revisionSchema.optional() }), nothing),
  'git.renameBranch': call(z.object({ branch: refNameSchema, to: refNameSchema }), nothing),
  /** Deletes a local branch. Without `force`, one with commits that are nowhere else is kept (GIT_FAILED). */
  'git.deleteBranch': call(z.object({ branch: refNameSchema, force: z.boolean().default(false) }), nothing),
  /** Merges into the current branch. Conflicts are not an error: they are listed and await their resolution. */
  'git.merge': call(
    z.object({ branch: revisionSchema }),
    z.object({ hash: hashSchema, upToDate: z.boolean(), conflicted: z.array(z.string()) }),
  ),
  'git.init': call(
    z.object({
      gitignore: z
        .union([
          z.object({ template: z.enum(['node', 'python', 'go', 'rust', 'java', 'web', 'none']) }),
          z.object({ content: z.string().max(100_000) }),
        ])
        .optional(),
    }),
    z.object({
      branch: z.string().nullable(),
      /** `kept` when there was one already. */
      gitignore: z.enum(['written', 'kept', 'none']),
    }),
  ),
  'git.gitignoreTemplates': call(
    nothing,
    z.object({ templates: z.array(z.object({ name: z.string(), label: z.string(), content: z.string() })) }),
  ),
  /**
   * Takes one side of a conflict, or both after each other, or the file as it is now. Stages the result.
   * @throws AppError GIT_FAILED of the kind `hand_edits` where the file was edited since, and so would be lost, without `overEdits`.
   */
  'git.resolve': call(
    z.object({
      path: gitPathSchema,
      take: z.enum(['ours', 'theirs', 'both', 'working']),
      overEdits: z.boolean().default(false),
    }),
    nothing,
  ),
  /** Goes on with the merge, rebase, cherry-pick or revert under way. */
  'git.continue': call(nothing, z.object({ conflicted: z.array(z.string()) })),
  /**
   * Leaves the commit out that a rebase, cherry-pick or revert is at, with what was changed about it, and goes on.
   * @throws AppError CONFLICT in a merge, which has no steps.
   */
  'git.skip': call(nothing, z.object({ conflicted: z.array(z.string()) })),
  'git.abort': call(nothing, nothing),
};
