import { z } from 'zod';
import { call, streamCall } from './call';
import { hashSchema, refNameSchema } from './git-ref';
import { refUpdateSchema } from './git-ref-update';

/** Progress of a remote operation. `fraction` is between 0 and 1, or null while it is not known. */
export const gitProgressSchema = z.object({
  message: z.string(),
  fraction: z.number().min(0).max(1).nullable(),
});
export type GitProgress = z.infer<typeof gitProgressSchema>;

/** What a remote wants to know before it goes on. */
export const credentialQuestionSchema = z.object({
  requestId: z.string().max(64),
  /** `login` asks for a name and a password or token; `secret` for one hidden value; `confirm` for yes or no. */
  kind: z.enum(['login', 'secret', 'confirm']),
  /** What asks, such as `https://host`. */
  origin: z.string().max(2048),
  /** The name, where the address gives it. */
  username: z.string().max(500).nullable(),
  /** git's or ssh's own words. */
  prompt: z.string().max(4096),
});
export type CredentialQuestion = z.infer<typeof credentialQuestionSchema>;

/** Answers one question. `null` cancels the operation. */
export const credentialAnswerSchema = z
  .object({ username: z.string().max(500).optional(), secret: z.string().max(10_000) })
  .nullable();
export type CredentialAnswer = z.infer<typeof credentialAnswerSchema>;

export const remoteEventSchema = z.discriminatedUnion('type', [
  gitProgressSchema.extend({ type: z.literal('progress') }),
  credentialQuestionSchema.extend({ type: z.literal('credential') }),
]);
export type RemoteEvent = z.infer<typeof remoteEventSchema>;

export const remoteSchema = z.object({
  name: z.string(),
  /** Without any password. */
  fetchUrl: z.string(),
  pushUrl: z.string(),
});

const remoteUrl = z.string().min(1).max(2048);
const remote = refNameSchema.default('origin');
const nothing = z.object({});

export const gitRemoteCalls = {
  'git.remotes': call(nothing, z.object({ remotes: z.array(remoteSchema) })),
  /** @throws AppError INVALID_INPUT for anything but a network URL; ALREADY_EXISTS. */
  'git.addRemote': call(z.object({ remote: refNameSchema, url: remoteUrl }), nothing),
  'git.removeRemote': call(z.object({ remote: refNameSchema }), nothing),
  /** Answers a question of the remote operation under way. Only the server calls it. */
  'git.answerCredential': call(
    z.object({ requestId: z.string().max(64), answer: credentialAnswerSchema }),
    nothing,
  ),
};

export const gitRemoteStreams = {
  /** Clones into the project's root, which must be empty; a clone that fails leaves it empty. */
  'git.clone': streamCall({
    input: z.object({ url: z.string().min(1).max(2048) }),
    event: remoteEventSchema,
    output: z.object({}),
  }),
  /** @throws AppError GIT_FAILED with every ref's fate and what to do, when one is rejected. */
  'git.push': streamCall({
    input: z.object({
      remote,
      branch: refNameSchema.optional(),
      setUpstream: z.boolean().default(false),
      /** Replaces what the remote has, unless somebody else has changed it since it was last fetched. */
      forceWithLease: z.boolean().default(false),
    }),
    event: remoteEventSchema,
    output: z.object({ refs: z.array(refUpdateSchema) }),
  }),
  'git.fetch': streamCall({
    input: z.object({ remote, prune: z.boolean().default(true) }),
    event: remoteEventSchema,
    output: z.object({ refs: z.array(refUpdateSchema) }),
  }),
  /** Fetches, then brings the current branch up to date: as git is configured, else by a merge. */
  'git.pull': streamCall({
    input: z.object({ remote, strategy: z.enum(['merge', 'rebase', 'ff-only']).optional() }),
    event: remoteEventSchema,
    output: z.object({
      refs: z.array(refUpdateSchema),
      hash: hashSchema,
      upToDate: z.boolean(),
    }),
  }),
};
export type RemoteOperation = keyof typeof gitRemoteStreams;
