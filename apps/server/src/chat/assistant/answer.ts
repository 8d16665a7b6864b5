import type { AnswerMetadata, ChatMessage, MessagePart } from '@berth/protocol/chat-message';
import { chatLimits } from '@berth/protocol/chat-message';
import type { FinishReason, ModelMessage, TextStreamPart, ToolSet } from 'ai';
import type { AssistantConfig } from '../../env';
import { describeFailure } from './failure';
import { loadModel } from './model';
import { INSTRUCTIONS } from './prompt';

/** Between two deltas to the viewers, and between two stores of what has grown, in milliseconds. */
const SEND_INTERVAL_MS = 40;
const STORE_INTERVAL_MS = 250;
/** Retries of a request that the model's server refused for now (429, 5xx) before anything was answered. */
const RETRIES = 2;

export interface AnswerEnd {
  content: string;
  parts: MessagePart[] | null;
  status: Exclude<ChatMessage['status'], 'streaming'>;
  metadata: AnswerMetadata;
}

export interface AnswerOptions {
  config: AssistantConfig;
  /** Told of new text; `offset` is its position in the answer. */
  onText(offset: number, text: string): void;
  /** Stores the text as it is so far; the next store waits for this one. */
  onGrown(content: string): Promise<void>;
  /** Told what the model's server did wrong, for the log. */
  onFailure(error: unknown): void;
}

/** One answer while a model writes it. */
export class Answer {
  readonly #options: AnswerOptions;
  readonly #abort = new AbortController();
  #text = '';
  #reasoning = '';
  #sent = 0;
  #stored = 0;
  #storing: Promise<void> | undefined;
  #failure: unknown;
  #metadata: AnswerMetadata;
  readonly #startedAt = performance.now();

  constructor(options: AnswerOptions) {
    this.#options = options;
    this.#metadata = { model: options.config.model };
  }

  /** The text so far. */
  get text(): string {
    return this.#text;
  }

  /** Ends the answer with what there is. `reason` is written for the person. */
  stop(reason: string): void {
    this.#abort.abort(reason);
  }

  /** Writes the answer to its end, whatever that is; what goes wrong is in the outcome. */
  async write(prompt: ModelMessage[]): Promise<AnswerEnd> {
    const sending = setInterval(() => this.#send(), SEND_INTERVAL_MS);
    const storing = setInterval(() => this.#store(), STORE_INTERVAL_MS);
    try {
      await this.#read(prompt);
    } catch (error) {
      this.#failure ??= error;
    } finally {
      clearInterval(sending);
      clearInterval(storing);
    }
    this.#send();
    await this.#storing;
    return this.#end();
  }

  async #read(prompt: ModelMessage[]): Promise<void> {
    const { config } = this.#options;
    const model = await loadModel(config);
    const { streamText } = await import('ai');
    const idle = setTimeout(
      () => this.stop('The model’s server stopped sending before the answer was complete.'),
      config.idleMs,
    );
    try {
      const stream = streamText({
        model,
        system: INSTRUCTIONS,
        messages: prompt,
        abortSignal: this.#abort.signal,
        maxRetries: RETRIES,
        // Failures arrive as parts of the stream.
        onError: () => {},
      });
      for await (const part of stream.fullStream) {
        idle.refresh();
        this.#take(part);
      }
    } finally {
      clearTimeout(idle);
    }
  }

  #take(part: TextStreamPart<ToolSet>): void {
    if (part.type === 'text-delta' || part.type === 'reasoning-delta') {
      this.#metadata.firstTokenMs ??= this.#elapsed();
      if (part.type === 'text-delta') this.#text += part.text;
      else this.#reasoning += part.text;
      if (Math.max(this.#text.length, this.#reasoning.length) * 3 > chatLimits.messageBytes) {
        this.stop('The answer became too long to be kept in one message.');
      }
    } else if (part.type === 'error') {
      this.#failure ??= part.error;
    } else if (part.type === 'finish') {
      this.#metadata.finishReason = part.finishReason;
      this.#metadata.inputTokens = part.totalUsage.inputTokens;
      this.#metadata.outputTokens = part.totalUsage.outputTokens;
    }
  }

  #send(): void {
    const text = this.#text.slice(this.#sent);
    if (text === '') return;
    this.#options.onText(this.#sent, text);
    this.#sent += text.length;
  }

  #store(): void {
    if (this.#storing || this.#stored === this.#text.length) return;
    this.#stored = this.#text.length;
    // Half of a surrogate pair waits for its other half.
    const content = this.#text.replace(/[\uD800-\uDBFF]$/, '');
    this.#storing = this.#options.onGrown(content).finally(() => {
      this.#storing = undefined;
    });
  }

  #elapsed(): number {
    return Math.round(performance.now() - this.#startedAt);
  }

  async #end(): Promise<AnswerEnd> {
    const { status, reason } = await this.#outcome();
    const metadata = { ...this.#metadata, durationMs: this.#elapsed(), ...(reason ? { reason } : {}) };
    const content = this.#text.replace(/\p{Cs}/gu, '\uFFFD');
    const reasoning = this.#reasoning.replace(/\p{Cs}/gu, '\uFFFD');
    const parts: MessagePart[] | null =
      reasoning === ''
        ? null
        : [
            { type: 'reasoning', text: reasoning },
            { type: 'text', text: content },
          ];
    return { content, parts, status, metadata };
  }

  async #outcome(): Promise<{ status: AnswerEnd['status']; reason?: string }> {
    if (this.#abort.signal.aborted)
      return { status: 'interrupted', reason: String(this.#abort.signal.reason) };
    if (this.#failure !== undefined) {
      this.#options.onFailure(this.#failure);
      const reason = await describeFailure(this.#failure);
      return { status: this.#text === '' ? 'failed' : 'interrupted', reason };
    }
    if (isWholeAnswer(this.#metadata.finishReason)) return { status: 'complete' };
    const reason = 'The model’s server ended the answer before it was complete.';
    return { status: this.#text === '' ? 'failed' : 'interrupted', reason };
  }
}

const WHOLE: string[] = ['stop', 'length', 'content-filter', 'tool-calls'] satisfies FinishReason[];

function isWholeAnswer(finishReason: string | undefined): boolean {
  return finishReason !== undefined && WHOLE.includes(finishReason);
}
