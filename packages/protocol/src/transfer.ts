import { z } from 'zod';
import { call, streamCall } from './call';
import { errorShapeSchema } from './error';
import { pathSchema } from './fs-entry';
import { inProject } from './project';
import { DOWNLOAD_CHUNK_BYTES } from './transfer-chunk';

/**
 * Why something is left out: `ignored` is what `.gitignore` names and Git does not track, `pattern` what the request's own
 * `exclude` names.
 */
export const exclusionGroupSchema = z.enum(['dependencies', 'build', 'caches', 'vcs', 'ignored', 'pattern']);
export type ExclusionGroup = z.infer<typeof exclusionGroupSchema>;

const selectorSchema = z.string().min(1).max(1024);
const selectorsSchema = z
  .union([selectorSchema.transform((one) => [one]), z.array(selectorSchema).max(200)])
  .default([]);

/** What goes into an archive. */
export const selectionSchema = z.object({
  /** The folder to pack; the archive's names are relative to it. */
  path: pathSchema.default('.'),
  /**
   * Puts in what the default rules leave out: a group's name, `all`, or a pattern as in `.gitignore`
   * (`node_modules/left-pad`, `*.log`).
   */
  include: selectorsSchema,
  /** Replaces every default rule and `.gitignore` with these patterns. An empty list packs everything. */
  exclude: z.array(selectorSchema).max(200).optional(),
  /**
   * Packs only these entries of the folder, by their paths in it: each of them whatever the default rules say of it, and what is in
   * a folder by the rules. One that is not there is among what is skipped.
   */
  only: z
    .array(selectorSchema)
    .min(1)
    .max(1000, 'At most 1,000 entries can be chosen one by one. Choose the folder they are in.')
    .optional(),
});
export type Selection = z.output<typeof selectionSchema>;

const count = z.number().int().nonnegative();

/** One group of what is left out. `paths` has the first 20; a folder stands for everything in it. */
export const exclusionSchema = z.object({
  group: exclusionGroupSchema,
  reason: z.string(),
  entries: count,
  paths: z.array(z.string()),
});
export type Exclusion = z.infer<typeof exclusionSchema>;

/** Something that could not go in, or did not go in as it is now, and why. */
export const remarkSchema = z.object({ path: z.string(), reason: z.string() });
export type Remark = z.infer<typeof remarkSchema>;

export const previewSchema = z.object({
  /** Everything that goes in: files and symbolic links, and their bytes before compression. */
  files: count,
  directories: count,
  bytes: count,
  /** With the files and bytes each group holds. */
  excluded: z.array(exclusionSchema.extend({ files: count, bytes: count })),
  /** The first 200 of `skippedCount`. */
  skipped: z.array(remarkSchema),
  skippedCount: count,
});
export type Preview = z.infer<typeof previewSchema>;

/** `scan` counts what there is; `archive` counts what has been packed, of `totalFiles` and `totalBytes`. */
export const packProgressSchema = z.object({
  phase: z.enum(['scan', 'archive']),
  files: count,
  bytes: count,
  totalFiles: count.nullable(),
  totalBytes: count.nullable(),
  /** Bytes of the archive so far. */
  archiveBytes: count,
  /** Files counted so far in what stays out; a preview alone counts them. */
  excludedFiles: count.optional(),
});
export type PackProgress = z.infer<typeof packProgressSchema>;

/** A finished archive. Lists hold the first 1,000; counts are of everything. */
export const packedSchema = z.object({
  totalBytes: count,
  fileCount: count,
  /** SHA-256 of the archive, in hex. */
  checksum: z.string().regex(/^[0-9a-f]{64}$/),
  excluded: z.array(exclusionSchema),
  /** What did not go in: special files, links that leave the folder, what cannot be read. */
  skipped: z.array(remarkSchema),
  skippedCount: count,
  /** What changed while it was read: its content in the archive is a valid file of a moment, or a part of one. */
  changed: z.array(remarkSchema),
  changedCount: count,
});
export type Packed = z.infer<typeof packedSchema>;

export const downloadIdSchema = z.uuid();
const byDownload = z.object({ downloadId: downloadIdSchema });

export const transferAgentStreams = {
  'transfer.preview': streamCall({
    input: selectionSchema,
    event: packProgressSchema,
    output: previewSchema,
  }),
  /** Packs once, into the workspace's archive folder, from which the server sends it. */
  'transfer.pack': streamCall({
    input: selectionSchema.extend({
      downloadId: downloadIdSchema,
      /** Deflate level, 0 to 9. */
      level: z.number().int().min(0).max(9),
      /** Bytes the archive may have. */
      limitBytes: count,
    }),
    event: packProgressSchema,
    output: packedSchema,
  }),
};

export const downloadEncodingSchema = z.enum(['base64', 'binary']);
export type DownloadEncoding = z.infer<typeof downloadEncodingSchema>;

export const downloadHeaderSchema = byDownload.extend({
  name: z.string(),
  totalBytes: count,
  fileCount: count,
  createdAt: z.iso.datetime(),
  checksum: z.string(),
  chunkSize: z.literal(DOWNLOAD_CHUNK_BYTES),
  totalChunks: count,
  version: z.literal('1.0'),
  excluded: z.array(exclusionSchema),
});
export type DownloadHeader = z.infer<typeof downloadHeaderSchema>;

export const downloadChunkSchema = byDownload.extend({
  chunkIndex: count,
  totalChunks: count,
  /** Base64, or raw bytes where the client asked for `binary`; a browser gets those as an `ArrayBuffer`. */
  data: z.union([
    z.string(),
    z.custom<Uint8Array | ArrayBuffer>(
      (value) => value instanceof Uint8Array || value instanceof ArrayBuffer,
    ),
  ]),
  /** Bytes of the chunk before any encoding. */
  size: count,
});

export const downloadCompleteSchema = byDownload.extend({
  totalChunks: count,
  totalBytes: count,
  checksum: z.string(),
  skipped: z.array(remarkSchema),
  skippedCount: count,
  changed: z.array(remarkSchema),
  changedCount: count,
});
export type DownloadComplete = z.infer<typeof downloadCompleteSchema>;

export const downloadErrorSchema = byDownload.extend({ error: errorShapeSchema });

/** A download that the server keeps, running or waiting to be resumed. */
export const keptDownloadSchema = inProject.extend({
  downloadId: downloadIdSchema,
  path: z.string(),
  state: z.enum(['packing', 'ready']),
  /** Null until the archive is ready. */
  header: downloadHeaderSchema.nullable(),
  createdAt: z.iso.datetime(),
  /** When it is removed unless somebody receives it. */
  expiresAt: z.iso.datetime(),
  /** True while a client receives it. */
  receiving: z.boolean(),
});
export type KeptDownload = z.infer<typeof keptDownloadSchema>;

/** What a client calls its preview, to know the progress of it from others'. */
const previewIdSchema = z.string().min(1).max(64);
export const transferPreviewInput = inProject.extend(selectionSchema.shape).extend({
  /** Asks for `download_preview_progress` events to the project's subscribers. */
  previewId: previewIdSchema.optional(),
});
export const transferCancelInput = inProject.extend(byDownload.shape);
export const transferListOutput = z.object({ downloads: z.array(keptDownloadSchema) });

export const transferClientEvents = {
  /** Packs the project and sends it to this socket. */
  download_project: call(
    inProject.extend(selectionSchema.shape).extend({ encoding: downloadEncodingSchema.default('base64') }),
    byDownload,
  ),
  /**
   * Continues with chunk `chunkIndex`, on this socket. The header is in the answer where the archive is ready, and is sent as
   * an event too when `chunkIndex` is 0.
   */
  download_resume: call(
    byDownload.extend({ chunkIndex: count, encoding: downloadEncodingSchema.optional() }),
    byDownload.extend({ header: downloadHeaderSchema.nullable() }),
  ),
  /** Frees everything; cancelling what is gone already is no error. */
  download_cancel: call(byDownload, z.object({})),
};

export const transferServerEvents = {
  download_progress: byDownload.extend(packProgressSchema.shape),
  /** What a preview has counted so far. */
  download_preview_progress: inProject.extend({
    previewId: previewIdSchema,
    ...packProgressSchema.pick({ files: true, bytes: true, excludedFiles: true }).shape,
  }),
  download_header: downloadHeaderSchema,
  /** Sent with an acknowledgement: calling it says the chunk is kept and another may come. */
  download_chunk: downloadChunkSchema,
  download_complete: downloadCompleteSchema,
  download_error: downloadErrorSchema,
};
