import { z } from 'zod';
import { call } from './call';
import {
  entrySchema,
  entryTypeSchema,
  fileVersionSchema,
  folderPageSchema,
  fsLimits,
  pathSchema,
  permanentSchema,
  undoSchema,
} from './fs-entry';
import { listingSchema } from './fs-listing';

/** Bytes of a file's text or raw content. `base64` carries any bytes; `utf8` only text. */
export const encodingSchema = z.enum(['utf8', 'base64']);
export type Encoding = z.infer<typeof encodingSchema>;

/** Content that is written: at most `fsLimits.writeBytes` bytes, larger files are uploaded. */
const contentFields = {
  path: pathSchema,
  content: z.string().default(''),
  encoding: encodingSchema.default('utf8'),
};
const writtenSchema = fileVersionSchema.extend({ mode: z.number().int() });

/** Calls an agent answers for the file tree; the server adds `projectId` for its clients. */
export const fsAgentCalls = {
  /**
   * Reads a file or, with `offset` or `length`, a range of its bytes; a link is followed inside the project.
   * `encoding` `auto` answers `utf8` where the bytes are valid UTF-8 and `base64` otherwise.
   * @throws NOT_FOUND; NOT_A_FILE for folders, pipes, sockets and devices; TOO_LARGE (`details.size`, `details.limit`)
   * without a range; INVALID_INPUT (`details.validUtf8` false) for `utf8` of other bytes; PATH_OUTSIDE_PROJECT.
   */
  'fs.read': call(
    z.object({
      path: pathSchema,
      encoding: z.enum(['utf8', 'base64', 'auto']).default('utf8'),
      /** Position of the first byte. */
      offset: z.number().int().nonnegative().optional(),
      /** Bytes to read; the answer has fewer at the end of the file. */
      length: z.number().int().nonnegative().max(fsLimits.readBytes).optional(),
    }),
    fileVersionSchema.extend({
      content: z.string(),
      encoding: encodingSchema,
      /** Whether the bytes of this answer are valid UTF-8. */
      validUtf8: z.boolean(),
      /** The range that was read. */
      offset: z.number().int().nonnegative(),
      length: z.number().int().nonnegative(),
      mode: z.number().int(),
    }),
  ),
  /** Creates a file and the folders above it. @throws ALREADY_EXISTS, TOO_LARGE, INVALID_INPUT, PATH_OUTSIDE_PROJECT. */
  'fs.create': call(z.object(contentFields), writtenSchema),
  /**
   * Replaces a file's content atomically; its mode and owner stay, a link inside the project is written through.
   * @throws CONFLICT (`details.etag` is the current one) when `ifMatch` is not the current etag, or when something else wrote
   * at the same moment; INVALID_INPUT (`details.readOnly` true) for a read-only file; NOT_FOUND, NOT_A_FILE, TOO_LARGE,
   * INVALID_INPUT, PATH_OUTSIDE_PROJECT.
   */
  'fs.update': call(
    z.object({
      ...contentFields,
      content: z.string(),
      ifMatch: z.string().max(200).optional(),
      /** Writes a file that nobody has permission to write, too. */
      overwriteReadOnly: z.boolean().optional(),
    }),
    writtenSchema,
  ),
  /** Deletes a file or a link (never what it names). @throws NOT_FOUND, NOT_A_FILE for a folder. */
  'fs.delete': call(z.object({ path: pathSchema, permanent: permanentSchema }), undoSchema),
  /** Creates a folder and those above it. @throws ALREADY_EXISTS. */
  'fs.mkdir': call(z.object({ path: pathSchema }), entrySchema),
  /**
   * A folder's entries: folders first, then by name (code points). A folder of more than `limit` entries is read in pages:
   * give `nextCursor` back. @throws NOT_FOUND, INVALID_INPUT where it is not a folder.
   */
  'fs.list': call(
    z.object({
      path: pathSchema.default('.'),
      limit: z.number().int().min(1).max(fsLimits.listEntries).default(fsLimits.listEntries),
      cursor: z.string().max(2_000).nullish(),
    }),
    folderPageSchema.extend({ entries: listingSchema }),
  ),
  /** One entry; a link is described itself. @throws NOT_FOUND. */
  'fs.stat': call(z.object({ path: pathSchema }), entrySchema),
  /**
   * Moves a file or folder; the folders above `to` are created. Where `to` is taken, `fail` answers ALREADY_EXISTS, `rename` takes
   * the next free `name (1)`, and `replace` deletes what is there as `fs.delete` does: `replaced` is its undo token.
   * @throws ALREADY_EXISTS, NOT_FOUND, INVALID_INPUT (into itself, in place of a folder it lies in, the root).
   */
  'fs.rename': call(
    z.object({
      from: pathSchema,
      to: pathSchema,
      conflict: z.enum(['fail', 'rename', 'replace']).default('fail'),
    }),
    entrySchema.extend({ replaced: z.string().nullable() }),
  ),
  /** Puts back what `fs.delete` or `fs.rmdir` took. @throws NOT_FOUND when it is too late, ALREADY_EXISTS. */
  'fs.restore': call(
    z.object({ token: z.string().regex(/^[0-9a-f]{24}$/, 'not an undo token') }),
    entrySchema,
  ),
  /**
   * What was deleted and can still be put back, the latest first. It is kept for an hour; of more than 10,000 deletions within
   * the hour, the oldest go before. More than `limit` are read in pages: give `nextCursor` back.
   */
  'fs.deleted': call(
    z.object({
      limit: z.number().int().min(1).max(1_000).default(200),
      cursor: z.string().max(200).nullish(),
    }),
    z.object({
      entries: z.array(
        z.object({
          /** Give it to `fs.restore`. */
          undo: z.string(),
          path: z.string(),
          type: entryTypeSchema,
          deletedAt: z.iso.datetime(),
        }),
      ),
      nextCursor: z.string().nullable(),
    }),
  ),
  /** What deleting an entry would take, to ask before; `truncated` when there is more than was counted. */
  'fs.count': call(
    z.object({ path: pathSchema }),
    z.object({
      files: z.number().int(),
      directories: z.number().int(),
      bytes: z.number().int(),
      truncated: z.boolean(),
    }),
  ),
};
