import { setTimeout as delay } from 'node:timers/promises';
import type { ChatGetOutput } from '@berth/protocol/chat';
import type { ChatMessage } from '@berth/protocol/chat-message';
import { AppError } from '@berth/protocol/error';
import type { AssistantConfig } from '../../env';
import type { Logger } from '../../log';
import type { Broadcast } from '../../socket/broadcast';
import type { ChatService } from '../service';
import { newMessageId } from '../store/messages';
import { Answer, type AnswerEnd } from './answer';
import { toPrompt } from './prompt';

/** Answers that may be written at once, over all sessions. */
const MAX_ANSWERS = 8;
/** Between two attempts to store an answer that ended while storage was unavailable, in milliseconds. */
const STORE_RETRY_MS = 1_000;

export interface AssistantOptions {
  /** Undefined where no model is configured. */
  config: AssistantConfig | undefined;
  chat: ChatService;
  broadcast: Broadcast;
  log: Logger;
}

interface Running {
  sessionId: string;
  answer: Answer;
  /** Settles when the answer is stored. */
  done: Promise<void>;
}

/** Writes answers with the configured model. What is written is stored as it grows and told to every viewer. */
export class Assistant implements AsyncDisposable {
  readonly #options: AssistantOptions;
  readonly #running = new Map<string, Running>();
  readonly #disposal = new AbortController();

  constructor(options: AssistantOptions) {
    this.#options = options;
  }

  /** The name of the configured model, or null. */
  get modelName(): string | null {
    return this.#options.config?.model ?? null;
  }

  /** Begins an answer to a session as it stands; the same `messageId` again begins nothing. */
  async start(sessionId: string, messageId = newMessageId()): Promise<ChatMessage> {
    const { config, chat } = this.#options;
    const key = keyOf(sessionId, messageId);
    const begin = { sessionId, messageId, model: config?.model ?? '' };
    if (this.#running.has(key)) return (await chat.commit('beginAnswer', begin)).message;
    if (!config) {
      throw new AppError(
        'INVALID_INPUT',
        'No model is configured. Set BERTH_AI_BASE_URL and BERTH_AI_MODEL, and start the server again.',
      );
    }
    if (this.#running.size >= MAX_ANSWERS) {
      throw new AppError(
        'CONFLICT',
        `The assistant writes ${MAX_ANSWERS} answers already. Wait for one to end.`,
      );
    }
    const answer = this.#createAnswer(sessionId, messageId, config);
    const running: Running = { sessionId, answer, done: Promise.resolve() };
    this.#running.set(key, running);
    try {
      await chat.recover();
      const { message, started } = await chat.commit('beginAnswer', begin);
      if (started) running.done = this.#write(answer, { sessionId, messageId, sequence: message.sequence });
      else this.#running.delete(key);
      return message;
    } catch (error) {
      this.#running.delete(key);
      throw error;
    }
  }

  /** Ends an answer with what there is, and waits until that is stored. False when it had ended. */
  async stop(sessionId: string, messageId: string): Promise<boolean> {
    const running = this.#running.get(keyOf(sessionId, messageId));
    if (!running) return false;
    running.answer.stop('You stopped it.');
    await running.done;
    return true;
  }

  /** Ends what is being written in a session that is about to go. */
  stopSession(sessionId: string): void {
    for (const running of this.#running.values()) {
      if (running.sessionId === sessionId) running.answer.stop('The session was deleted.');
    }
  }

  /** A session as it is now: answers being written have all their text, and none is left that nobody writes. */
  async withLiveText(read: () => Promise<ChatGetOutput>): Promise<ChatGetOutput> {
    const first = await read();
    const runs = (message: ChatMessage) => this.#running.get(keyOf(first.id, message.id));
    // What was being written when it was read, and is not any more, has ended since.
    const ended = first.messages.some((message) => message.status === 'streaming' && !runs(message));
    const session = ended ? await read() : first;
    const messages = session.messages.map((message): ChatMessage => {
      if (message.status !== 'streaming') return message;
      const running = runs(message);
      return running ? { ...message, content: running.answer.text } : { ...message, status: 'interrupted' };
    });
    return { ...session, messages };
  }

  #createAnswer(sessionId: string, messageId: string, config: AssistantConfig): Answer {
    const { chat, broadcast, log } = this.#options;
    return new Answer({
      config,
      onText: (offset, text) =>
        broadcast.chatVolatile(sessionId, {
          name: 'chat_delta',
          payload: { sessionId, messageId, offset, text },
        }),
      // Text that cannot be stored now is stored with the end, which is tried until it succeeds.
      onGrown: (content) =>
        chat.commit('growAnswer', { sessionId, messageId, content }).then(
          () => {},
          (err: unknown) => log.warn({ err }, 'a growing answer could not be stored'),
        ),
      onFailure: (err) => log.warn({ err }, 'the model did not answer'),
    });
  }

  async #write(
    answer: Answer,
    place: { sessionId: string; messageId: string; sequence: number },
  ): Promise<void> {
    const { sessionId, messageId, sequence } = place;
    try {
      const conversation = await this.#options.chat.run('conversation', { sessionId, before: sequence });
      const end = await answer.write(toPrompt(conversation));
      await this.#store(sessionId, messageId, end);
    } catch (err) {
      this.#options.log.error({ err }, 'an answer was lost');
    } finally {
      this.#running.delete(keyOf(sessionId, messageId));
    }
  }

  /** Stores how an answer ended, trying again while storage is unavailable. A deleted session keeps nothing. */
  async #store(sessionId: string, messageId: string, end: AnswerEnd): Promise<void> {
    for (;;) {
      try {
        await this.#options.chat.commit('finishAnswer', { sessionId, messageId, ...end });
        return;
      } catch (error) {
        const { code } = AppError.from(error);
        if (code === 'NOT_FOUND') return;
        if (code !== 'STORAGE_UNAVAILABLE' || this.#disposal.signal.aborted) throw error;
        await delay(STORE_RETRY_MS, undefined, { signal: this.#disposal.signal }).catch(() => {});
      }
    }
  }

  /** Ends every answer with what there is, and stores that. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposal.abort();
    const running = [...this.#running.values()];
    for (const { answer } of running) answer.stop('The server stopped while the assistant was answering.');
    await Promise.all(running.map(({ done }) => done));
  }
}

const keyOf = (sessionId: string, messageId: string): string => JSON.stringify([sessionId, messageId]);
