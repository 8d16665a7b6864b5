import { z } from 'zod';

const MIB = 1024 * 1024;

export const fsLimits = {
  /** Bytes of one `fs.read`; larger files are read in ranges or as `GET /projects/{id}/raw`. */
  readBytes: 10 * MIB,
  /** Bytes of one `fs.create` or `fs.update`; larger files are sent as `PUT /projects/{id}/upload`. */
  writeBytes: 10 * MIB,
  /** Entries of one page of `fs.list`. */
  listEntries: 10_000,
  /** Bytes up to which an etag is the SHA-256 of the content. Beyond, it is `stat-` and a hash of what the system knows of the file. */
  hashedBytes: 64 * MIB,
} as const;

/** A path relative to the project's root, with `/`. The agent decides whether it stays inside. */
export const pathSchema = z
  .string()
  .max(4096, 'a path has at most 4,096 characters')
  .refine((path) => !path.includes('\0'), 'a path has no NUL');

export const entryTypeSchema = z.enum(['file', 'directory', 'symlink', 'other']);
export type EntryType = z.infer<typeof entryTypeSchema>;

export const entrySchema = z.object({
  name: z.string(),
  path: z.string(),
  /** `other` is a pipe, a socket or a device: it has no content to read. */
  type: entryTypeSchema,
  /**
   * False where the name is not UTF-8: `name` and `path` show U+FFFD for bytes that are no text, several entries may look the
   * same, and no call reaches them by a path.
   */
  validUtf8: z.literal(false).optional(),
  /** Of a link: what it leads to, or null where that is missing, outside the project or a loop. */
  linkType: entryTypeSchema.nullable().optional(),
  /** Bytes. */
  size: z.number().nonnegative(),
  mtime: z.iso.datetime(),
  /** Permission bits, 0 to 0o7777. */
  mode: z.number().int(),
});
export type Entry = z.infer<typeof entrySchema>;

/** What `fs.list` answers: one page of a folder, and how many entries the folder has. */
export const folderPageSchema = z.object({
  entries: z.array(entrySchema),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
});
export type FolderPage = z.infer<typeof folderPageSchema>;

/** What every read and write answers. `etag` is the SHA-256 of the whole file's content, in hex (see `fsLimits.hashedBytes`). */
export const fileVersionSchema = z.object({
  path: z.string(),
  etag: z.string(),
  /** Bytes of the whole file. */
  size: z.number().nonnegative(),
  mtime: z.iso.datetime(),
});

/** What every deletion answers. */
export const undoSchema = z.object({
  path: z.string(),
  /** Give it to `fs.restore` within the hour; null where the entry was deleted for good. */
  undo: z.string().nullable(),
});

/** True frees the disk space at once; there is no undo then. */
export const permanentSchema = z.boolean().default(false);
