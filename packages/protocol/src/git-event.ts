import { z } from 'zod';
import { call } from './call';
import { credentialQuestionSchema, gitProgressSchema } from './git-remote';
import { inProject } from './project';

const requestId = z.string().max(64);

export const gitClientEvents = {
  /**
   * Offers to answer credential questions, of one project or of all. Without anybody who does, remotes that ask fail at once.
   * Questions that are open already follow.
   */
  git_credential_offer: call(inProject.partial(), z.object({})),
  /** Answers a question; `cancel` ends the operation that asked. The first answer counts. */
  git_credential_answer: call(
    inProject.extend({
      requestId,
      username: z.string().max(500).optional(),
      secret: z.string().max(10_000).optional(),
      cancel: z.boolean().default(false),
      /** Keeps the answer in the server's memory, for this origin, until the server stops. */
      remember: z.boolean().default(false),
    }),
    z.object({ accepted: z.boolean() }),
  ),
};

export const gitServerEvents = {
  git_progress: inProject.extend({ operation: z.string(), ...gitProgressSchema.shape }),
  git_credential_request: inProject.extend({ operation: z.string(), ...credentialQuestionSchema.shape }),
  /** The question was answered by somebody or has become pointless: its dialog goes. */
  git_credential_done: inProject.extend({ requestId }),
};
