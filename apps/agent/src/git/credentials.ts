import { randomUUID } from 'node:crypto';
import { AppError } from '@berth/protocol/error';
import type { CredentialAnswer, CredentialQuestion } from '@berth/protocol/git-remote';
import { parsePrompt } from './prompt';

/** One operation's questions. They are asked through the server and answered to the askpass program. */
export class CredentialDesk {
  /** Names the operation to the askpass program; nobody else knows it. */
  readonly token = randomUUID();
  readonly #ask: (question: CredentialQuestion) => void;
  readonly #cancel: () => void;
  /** What each origin was answered: its name and its secret are two prompts of git, and one question. */
  readonly #answers = new Map<string, Promise<CredentialAnswer>>();
  #open = 0;
  #cancelled = false;
  #asked = false;

  constructor(options: { ask(question: CredentialQuestion): void; cancel(): void }) {
    this.#ask = options.ask;
    this.#cancel = options.cancel;
    desks.set(this.token, this);
  }

  /** True while a person is being asked. */
  get isWaiting(): boolean {
    return this.#open > 0;
  }

  get asked(): boolean {
    return this.#asked;
  }

  /** True when the person did not want to answer. */
  get cancelled(): boolean {
    return this.#cancelled;
  }

  /** The answer to one of git's or ssh's prompts; undefined when there is none. */
  async answer(prompt: string): Promise<string | undefined> {
    const { kind, origin, username, field } = parsePrompt(prompt);
    const key = `${kind} ${kind === 'login' ? origin : prompt}`;
    const pending =
      this.#answers.get(key) ??
      this.#question({ requestId: randomUUID(), kind, origin, username, prompt: prompt.slice(0, 4096) });
    this.#answers.set(key, pending);
    const answer = await pending;
    if (answer === null) return undefined;
    return field === 'username' ? (answer.username ?? '') : answer.secret;
  }

  cancel(): void {
    this.#cancelled = true;
    this.#cancel();
  }

  close(): void {
    desks.delete(this.token);
    for (const [requestId, question] of questions) {
      if (question.desk === this) questions.delete(requestId);
    }
  }

  async #question(question: CredentialQuestion): Promise<CredentialAnswer> {
    this.#asked = true;
    this.#open += 1;
    const answer = new Promise<CredentialAnswer>((resolve) => {
      questions.set(question.requestId, { desk: this, resolve });
    });
    this.#ask(question);
    try {
      return await answer;
    } finally {
      this.#open -= 1;
    }
  }
}

const desks = new Map<string, CredentialDesk>();
const questions = new Map<string, { desk: CredentialDesk; resolve(answer: CredentialAnswer): void }>();

/** Gives a question its answer; null cancels its operation. @throws AppError NOT_FOUND when nobody asks that any more. */
export function answerQuestion(requestId: string, answer: CredentialAnswer): void {
  const question = questions.get(requestId);
  if (!question) throw new AppError('NOT_FOUND', 'Nobody waits for this answer any more.');
  questions.delete(requestId);
  question.resolve(answer);
  if (answer === null) question.desk.cancel();
}

/** Answers the askpass program of the operation that the token names. */
export async function answerPrompt(token: string, prompt: string): Promise<string | undefined> {
  return desks.get(token)?.answer(prompt);
}
