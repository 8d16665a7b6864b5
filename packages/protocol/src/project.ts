import { z } from 'zod';
import { errorShapeSchema } from './error';

/** A project's id: 12 characters of lower-case letters and digits, made by the server. */
export const projectIdSchema = z.string().regex(/^[a-z0-9]{12}$/, 'not a project id');

/** Adds the project a call is about to its input. */
export const inProject = z.object({ projectId: projectIdSchema });

export const projectNameSchema = z
  .string()
  .trim()
  .min(1, 'a project needs a name')
  .max(80, 'a name has at most 80 characters')
  .regex(/^[^\p{Cc}/\\]*$/u, 'a name has no slashes or control characters');

/** An image reference as engines accept it; it can never be read as an option. */
export const imageSchema = z
  .string()
  .max(255)
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9._:/@-]*$/, 'not an image reference');

export const runtimeSchema = z.enum(['docker', 'local']);
export type Runtime = z.infer<typeof runtimeSchema>;

/**
 * `starting` covers everything until the workspace answers and its source is in place (image pull, clone);
 * `failed` has a reason in `error` and can be opened again.
 */
export const projectStatusSchema = z.enum(['stopped', 'starting', 'running', 'failed']);
export type ProjectStatus = z.infer<typeof projectStatusSchema>;

export const projectSchema = z.object({
  id: projectIdSchema,
  name: z.string(),
  runtime: runtimeSchema,
  image: z.string().nullable(),
  status: projectStatusSchema,
  createdAt: z.iso.datetime(),
  /** Where the files come from: the URL without any credentials, or null for an empty project. */
  sourceUrl: z.string().nullable(),
  /** Why the status is `failed`, or why the agent was restarted last. */
  error: errorShapeSchema.nullable(),
});
export type Project = z.infer<typeof projectSchema>;

export const projectSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('empty') }),
  z.object({ kind: z.literal('git'), url: z.string().min(1).max(2048) }),
]);

export const projectCreateInput = z.object({
  name: projectNameSchema,
  source: projectSourceSchema.optional(),
  image: imageSchema.optional(),
});
export const projectListOutput = z.object({ projects: z.array(projectSchema) });
export const projectRenameInput = inProject.extend({ name: projectNameSchema });
export const projectDeleteInput = inProject.extend({
  /** True removes the project's folder too; otherwise its files stay on the server's disk. */
  deleteFiles: z.boolean().default(false),
});
/** Where a deleted project's files were left, or null where they were deleted too. */
export const projectDeleteOutput = z.object({ filesKeptAt: z.string().nullable() });

/** Progress of a project that is starting. `fraction` is between 0 and 1, or null while it is not known. */
export const projectProgressSchema = inProject.extend({
  phase: z.enum(['pull', 'start', 'clone']),
  message: z.string(),
  fraction: z.number().min(0).max(1).nullable(),
});
export type ProjectProgress = z.infer<typeof projectProgressSchema>;
