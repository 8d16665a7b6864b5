import { z } from 'zod';
import { call } from './call';
import { gitPathSchema, gitPathsSchema } from './git-path';
import { hashSchema } from './git-ref';

/** A name or an address as git writes it into a commit: one line, without angle brackets. */
const identityText = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^<>\p{Cc}]+$/u, 'no angle brackets and no control characters');

export const identitySchema = z.object({ name: identityText, email: identityText });
export type Identity = z.infer<typeof identitySchema>;

export const fileDiffSchema = z.object({
  /** A unified diff; empty when nothing differs. */
  diff: z.string(),
  isBinary: z.boolean(),
  /** Lines, counted over the whole diff also when it is truncated. */
  addedLines: z.number().int().nonnegative(),
  removedLines: z.number().int().nonnegative(),
  truncated: z.boolean(),
  /** Names this very diff, for staging parts of it. */
  etag: z.string(),
});
export type FileDiff = z.infer<typeof fileDiffSchema>;

const pathsInput = z.object({ paths: gitPathsSchema });
const nothing = z.object({});

/** Which version of a file: HEAD, the index, a side of a conflict, or a commit. */
export const versionSchema = z.union([z.enum(['HEAD', 'index', 'base', 'ours', 'theirs']), hashSchema]);

export const gitChangeCalls = {
  'git.diff': call(
    z.object({ path: gitPathSchema, oldPath: gitPathSchema.optional(), staged: z.boolean().default(false) }),
    fileDiffSchema,
  ),
  /** A file as git keeps it: text of at most 2 MiB. `missing` when that version has no such file. */
  'git.file': call(
    z.object({ path: gitPathSchema, version: versionSchema }),
    z.object({
      content: z.string(),
      isBinary: z.boolean(),
      missing: z.boolean(),
      truncated: z.boolean(),
    }),
  ),
  'git.stage': call(pathsInput, nothing),
  'git.unstage': call(pathsInput, nothing),
  /** Throws unstaged changes away; untracked files are deleted. */
  'git.discard': call(pathsInput, nothing),
  /**
   * Stages, unstages or discards some hunks of the diff that `etag` names; they count from 0.
   * @throws AppError CONFLICT when the file has changed since.
   */
  'git.hunks': call(
    z.object({
      path: gitPathSchema,
      action: z.enum(['stage', 'unstage', 'discard']),
      hunks: z.array(z.number().int().nonnegative()).min(1).max(10_000),
      etag: z.string(),
    }),
    nothing,
  ),
  'git.commit': call(
    z.object({
      message: z
        .string()
        .max(100_000)
        .refine((text) => !text.includes('\0'), 'no NUL')
        .default(''),
      author: identitySchema.optional(),
      amend: z.boolean().default(false),
    }),
    z.object({ hash: hashSchema }),
  ),
  /** Takes the last commit back and keeps its changes staged. Answers its message. */
  'git.undoCommit': call(nothing, z.object({ message: z.string() })),
  /** The name and address commits get, or null when git has none. */
  'git.identity': call(nothing, z.object({ identity: identitySchema.nullable() })),
  /** Keeps the identity for this project. */
  'git.setIdentity': call(identitySchema, nothing),
  /** Removes a lock that no process holds. @throws AppError GIT_FAILED with who holds it. */
  'git.unlock': call(nothing, z.object({ removed: z.boolean() })),
};
