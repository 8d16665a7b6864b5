import { z } from 'zod';
import { pathSchema } from './fs-entry';
import { inProject } from './project';

export const draftLimits = {
  /** Characters of one draft. */
  content: 10 * 1024 * 1024,
  /** Drafts of one project. */
  perProject: 200,
} as const;

/** Text that was typed and not saved, as it is kept on the server. */
export const draftSchema = z.object({
  path: z.string(),
  content: z.string(),
  /** The etag of the file the text was typed over, or null for a file that is not there yet. */
  baseEtag: z.string().nullable(),
  /** Grows with every save of any draft; the newer one wins among devices. */
  revision: z.number().int().positive(),
  updatedAt: z.iso.datetime(),
});
export type Draft = z.infer<typeof draftSchema>;
/** A draft without its text; `size` is the text's length in UTF-16 units. */
export const draftSummarySchema = draftSchema.omit({ content: true }).extend({ size: z.number().int() });
export type DraftSummary = z.infer<typeof draftSummarySchema>;

const draftKey = inProject.extend({ path: pathSchema.min(1) });

export const draftSaveInput = draftKey.extend({
  content: z.string(),
  baseEtag: z.string().max(200).nullable(),
  /**
   * The draft's revision this text continues, or null for a first one. Where it is given, a draft that another device saved in between is
   * not overwritten: CONFLICT with its `revision` in the details.
   */
  ifRevision: z.number().int().positive().nullish(),
});
export type DraftSaveInput = z.infer<typeof draftSaveInput>;
export const draftGetInput = draftKey;
export const draftGetOutput = z.object({ draft: draftSchema.nullable() });
export const draftListOutput = z.object({ drafts: z.array(draftSummarySchema) });
export const draftDeleteInput = draftKey.extend({
  /** Where it is given, a draft of another revision stays. */
  ifRevision: z.number().int().positive().optional(),
});
export type DraftDeleteInput = z.infer<typeof draftDeleteInput>;

export const draftServerEvents = {
  /** To the project's subscribers: a draft was saved, or (`draft` null) discarded. */
  draft_changed: inProject.extend({ path: z.string(), draft: draftSummarySchema.nullable() }),
};
