import { z } from 'zod';
import { call } from './call';
import { fileDiffSchema } from './git-change';
import { gitPathSchema } from './git-path';
import { hashSchema, revisionSchema } from './git-ref';
import { changeKindSchema } from './git-status';

export const personSchema = z.object({ name: z.string(), email: z.string(), date: z.string() });

export const commitSchema = z.object({
  hash: hashSchema,
  parents: z.array(hashSchema),
  author: personSchema,
  committer: personSchema,
  /** The first line. */
  subject: z.string(),
  /** What follows the first line; may be empty. */
  body: z.string(),
  /** Branches and tags that point here, such as `main`, `origin/main`, `tag: v1`. */
  refs: z.array(z.string()),
});
export type Commit = z.infer<typeof commitSchema>;

const oneArgument = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !text.includes('\0'), 'no NUL');
const search = oneArgument(500).optional();

export const stashSchema = z.object({
  /** 0 is the newest. */
  index: z.number().int().nonnegative(),
  hash: hashSchema,
  message: z.string(),
  date: z.string(),
});
export type Stash = z.infer<typeof stashSchema>;

const nothing = z.object({});
/** `hash` is the entry the person meant: positions move when another entry comes or goes. */
const stashInput = z.object({ index: z.number().int().nonnegative(), hash: hashSchema.optional() });

export const commitFileSchema = z.object({
  path: z.string(),
  oldPath: z.string().optional(),
  status: changeKindSchema,
  isBinary: z.boolean(),
  addedLines: z.number().int().nonnegative(),
  removedLines: z.number().int().nonnegative(),
});
export type CommitFile = z.infer<typeof commitFileSchema>;

export const gitHistoryCalls = {
  /** Commits, newest first, that fit everything given. `cursor` continues the very list it came from. */
  'git.commits': call(
    z.object({
      limit: z.number().int().min(1).max(500).default(50),
      cursor: z.string().max(200).optional(),
      revision: revisionSchema.optional(),
      /** Text in the message, in any case. */
      message: search,
      /** Text in the author's name or address, in any case. */
      author: search,
      path: gitPathSchema.optional(),
    }),
    z.object({ commits: z.array(commitSchema), nextCursor: z.string().nullable() }),
  ),
  /** A commit and the files it changed, against its first parent. */
  'git.commitDetails': call(
    z.object({ hash: hashSchema }),
    z.object({ commit: commitSchema, files: z.array(commitFileSchema), truncated: z.boolean() }),
  ),
  'git.commitDiff': call(
    z.object({ hash: hashSchema, path: gitPathSchema, oldPath: gitPathSchema.optional() }),
    fileDiffSchema,
  ),
  'git.stashes': call(nothing, z.object({ stashes: z.array(stashSchema) })),
  'git.stash': call(
    z.object({ message: oneArgument(1_000).default(''), untracked: z.boolean().default(true) }),
    nothing,
  ),
  /** Applies a stash and drops it; on conflicts it is `kept`, to be dropped once they are resolved, and they are listed. */
  'git.stashPop': call(stashInput, z.object({ conflicted: z.array(z.string()), kept: z.boolean() })),
  'git.stashDrop': call(stashInput, nothing),
};
