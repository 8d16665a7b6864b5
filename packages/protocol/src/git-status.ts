import { z } from 'zod';
import { call } from './call';
import { gitPathsSchema, MAX_IGNORED_PATHS } from './git-path';
import { trustFindingSchema } from './git-trust';

/** What happened to a file. `unknown` is what git reports in a way this version of Berth does not know. */
export const changeKindSchema = z.enum([
  'added',
  'modified',
  'deleted',
  'renamed',
  'copied',
  'typechange',
  'untracked',
  'conflicted',
  'unknown',
]);
export type ChangeKind = z.infer<typeof changeKindSchema>;

/** How the two sides of a conflict came about. */
export const conflictKindSchema = z.enum([
  'both_modified',
  'both_added',
  'both_deleted',
  'added_by_us',
  'added_by_them',
  'deleted_by_us',
  'deleted_by_them',
  'unknown',
]);
export type ConflictKind = z.infer<typeof conflictKindSchema>;

export const changeSchema = z.object({
  /** Relative to the project's root. A folder of untracked files is one entry whose path ends in `/`. */
  path: z.string(),
  /** Where a renamed or copied file was before. */
  oldPath: z.string().optional(),
  status: changeKindSchema,
  conflict: conflictKindSchema.optional(),
  /** True for a submodule. */
  submodule: z.boolean().optional(),
  /** True for a submodule that is at the same commit but has changes of its own, which cannot be staged here. */
  onlyInside: z.boolean().optional(),
});
export type Change = z.infer<typeof changeSchema>;

/** What the repository is in the middle of, which can be continued or aborted. */
export const operationSchema = z.enum(['merge', 'rebase', 'apply', 'cherry-pick', 'revert', 'bisect']);
export type Operation = z.infer<typeof operationSchema>;

export const repositoryStatusSchema = z.object({
  isRepository: z.literal(true),
  /** The branch, also before its first commit; null when HEAD is detached. */
  branch: z.string().nullable(),
  /** The commit HEAD is at; null before the first one. */
  head: z.string().nullable(),
  detached: z.boolean(),
  /** Such as `origin/main`; null when the branch tracks nothing. */
  upstream: z.string().nullable(),
  /** Commits the upstream does not have; null without an upstream, or when it is gone. */
  ahead: z.number().int().nullable(),
  behind: z.number().int().nullable(),
  staged: z.array(changeSchema),
  unstaged: z.array(changeSchema),
  untracked: z.array(changeSchema),
  conflicted: z.array(changeSchema),
  /** True when there are more changes than are listed. */
  truncated: z.boolean(),
  operation: operationSchema.nullable(),
  stashes: z.number().int().nonnegative(),
  /** Settings that run commands and are switched off until the person trusts the project. Empty otherwise. */
  untrusted: z.array(trustFindingSchema),
});
export type RepositoryStatus = z.infer<typeof repositoryStatusSchema>;

export const gitStatusSchema = z.discriminatedUnion('isRepository', [
  z.object({ isRepository: z.literal(false) }),
  repositoryStatusSchema,
]);
export type GitStatus = z.infer<typeof gitStatusSchema>;

export const gitStatusCalls = {
  'git.status': call(z.object({}), gitStatusSchema),
  /** Which of these paths git ignores: none that it tracks, and none where there is no repository. */
  'git.ignored': call(
    z.object({ paths: gitPathsSchema.max(MAX_IGNORED_PATHS) }),
    z.object({ ignored: z.array(z.string()) }),
  ),
  /** Remembers that the person trusts this project's settings and hooks. Only the local runtime asks for it. */
  'git.trust': call(z.object({}), z.object({})),
};
