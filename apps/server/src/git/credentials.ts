import { AppError } from '@berth/protocol/error';
import type { CredentialAnswer, CredentialQuestion } from '@berth/protocol/git-remote';
import type { Broadcast } from '../socket/broadcast';

/** Milliseconds a person has to answer. */
const ANSWER_MS = 5 * 60_000;
/** Answers kept in memory; the oldest goes first. */
const MAX_REMEMBERED = 200;

const ALL = 'git-credentials';
/** Those who answer a project's questions, or everybody's. */
export const credentialRoom = (projectId: string | undefined): string =>
  projectId === undefined ? ALL : `${ALL}:${projectId}`;

export interface Asked {
  projectId: string;
  operation: string;
  question: CredentialQuestion;
}

interface Pending extends Asked {
  resolve(answer: CredentialAnswer): void;
}

export interface GivenAnswer {
  requestId: string;
  projectId: string;
  answer: CredentialAnswer;
  remember: boolean;
}

/**
 * Brings the questions of remotes to the browsers that offered to answer, and keeps what a person wants remembered: in this
 * process's memory only, and each for one project and one origin, because a workspace can claim to be asked by any origin.
 */
export class GitCredentials {
  readonly #broadcast: Broadcast;
  readonly #pending = new Map<string, Pending>();
  readonly #remembered = new Map<string, NonNullable<CredentialAnswer>>();

  constructor(broadcast: Broadcast) {
    this.#broadcast = broadcast;
  }

  /** The remembered answer, if there is one. */
  recall(projectId: string, question: CredentialQuestion): CredentialAnswer | undefined {
    return this.#remembered.get(keyOf(projectId, question));
  }

  forget(projectId: string, question: CredentialQuestion): void {
    this.#remembered.delete(keyOf(projectId, question));
  }

  /** Forgets everything of a deleted project. */
  forgetProject(projectId: string): void {
    for (const key of this.#remembered.keys()) {
      if (key.startsWith(`${projectId} `)) this.#remembered.delete(key);
    }
  }

  /** A person's answer; null when they cancel or take too long. @throws AppError GIT_AUTH_REQUIRED when nobody offered to answer. */
  async ask(asked: Asked, signal: AbortSignal): Promise<CredentialAnswer> {
    const { projectId, operation, question } = asked;
    const { requestId } = question;
    const rooms = [credentialRoom(undefined), credentialRoom(projectId)];
    if (!(await this.#broadcast.anybodyIn(rooms))) {
      throw new AppError(
        'GIT_AUTH_REQUIRED',
        `${question.origin} asks for a sign-in. Do this in the browser, where Berth can ask for a name and a password or token.`,
        { details: { kind: 'unauthorised', origin: question.origin } },
      );
    }
    signal.throwIfAborted();
    try {
      return await new Promise<CredentialAnswer>((resolve) => {
        this.#pending.set(requestId, { ...asked, resolve });
        const timer = setTimeout(() => resolve(null), ANSWER_MS);
        signal.addEventListener('abort', () => resolve(null), { once: true });
        timer.unref();
        const payload = { projectId, operation, ...question };
        this.#broadcast.rooms(rooms, { name: 'git_credential_request', payload });
      });
    } finally {
      this.#pending.delete(requestId);
      this.#broadcast.rooms(rooms, { name: 'git_credential_done', payload: { projectId, requestId } });
    }
  }

  /** Questions that are open, of one project or of all. */
  open(projectId: string | undefined): Asked[] {
    return [...this.#pending.values()].filter(
      (pending) => projectId === undefined || pending.projectId === projectId,
    );
  }

  /** Takes an answer; false when the question is not open any more. */
  answer({ requestId, projectId, answer, remember }: GivenAnswer): boolean {
    const pending = this.#pending.get(requestId);
    if (!pending || pending.projectId !== projectId) return false;
    if (remember && answer) {
      if (this.#remembered.size >= MAX_REMEMBERED) {
        const [oldest] = this.#remembered.keys();
        if (oldest !== undefined) this.#remembered.delete(oldest);
      }
      this.#remembered.set(keyOf(projectId, pending.question), answer);
    }
    pending.resolve(answer);
    return true;
  }
}

function keyOf(projectId: string, { kind, origin, prompt }: CredentialQuestion): string {
  return `${projectId} ${kind} ${kind === 'login' ? origin : prompt}`;
}
