import { z } from 'zod';
import { call, streamCall } from './call';
import { inProject } from './project';

const globs = z.array(z.string().min(1).max(500)).max(50).default([]);

export const searchQuerySchema = z.object({
  query: z.string().min(1, 'give something to search for').max(2_000),
  regex: z.boolean().default(false),
  caseSensitive: z.boolean().default(false),
  wholeWord: z.boolean().default(false),
  /** Only files that match one of these globs, such as `*.ts` or `src/**`. */
  include: globs,
  exclude: globs,
  /** True searches ignored and hidden files too (never `.git`). */
  ignored: z.boolean().default(false),
  /** The search ends at this number of matching lines, and says so. */
  limit: z.number().int().min(1).max(20_000).default(5_000),
});
export type SearchQuery = z.input<typeof searchQuerySchema>;

export const searchMatchSchema = z.object({
  path: z.string(),
  /** From 1. */
  line: z.number().int().positive(),
  /** The line, or the part of a long one around its first match. */
  text: z.string(),
  /** Columns (UTF-16 units, from 0) that come before `text` in the line. */
  textOffset: z.number().int().nonnegative(),
  /** Where `text` matches: [from, to) in UTF-16 units. */
  ranges: z.array(z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()])),
});
export type SearchMatch = z.infer<typeof searchMatchSchema>;

export const searchSummarySchema = z.object({
  matches: z.number().int(),
  files: z.number().int(),
  /** True when the limit ended the search. */
  truncated: z.boolean(),
  durationMs: z.number(),
});
export type SearchSummary = z.infer<typeof searchSummarySchema>;

export const quickOpenInput = z.object({
  /** Letters in order, as of `src/app` in `apps/server/src/app.ts`; empty lists files as they come. */
  query: z.string().max(500).default(''),
  limit: z.number().int().min(1).max(500).default(50),
});
export const quickOpenOutput = z.object({
  /** Best first. `positions` are the indexes in `path` (UTF-16 units) the query's letters were found at. */
  files: z.array(z.object({ path: z.string(), positions: z.array(z.number().int()) })),
  /** Files that were considered; ignored ones are not. */
  total: z.number().int(),
  /** True in a project of more files than are considered. */
  truncated: z.boolean(),
});

export const searchAgentCalls = { 'search.files': call(quickOpenInput, quickOpenOutput) };

export const searchAgentStreams = {
  /** Batches of matches, in no order among files; one file's matches are in order. @throws INVALID_INPUT for a bad pattern. */
  'search.text': streamCall({
    input: searchQuerySchema,
    event: z.object({ matches: z.array(searchMatchSchema) }),
    output: searchSummarySchema,
  }),
};

const searchIdSchema = z.string().max(64);

export const searchClientEvents = {
  /** Starts a search; its results follow as events to this connection only. At most 3 at a time: the oldest is cancelled. */
  search_start: call(inProject.extend(searchQuerySchema.shape), z.object({ searchId: searchIdSchema })),
  search_cancel: call(z.object({ searchId: searchIdSchema }), z.object({})),
};

export const searchServerEvents = {
  search_results: z.object({ searchId: searchIdSchema, matches: z.array(searchMatchSchema) }),
  search_done: searchSummarySchema.extend({ searchId: searchIdSchema, cancelled: z.boolean() }),
  search_failed: z.object({
    searchId: searchIdSchema,
    error: z.object({ code: z.string(), message: z.string() }),
  }),
};
