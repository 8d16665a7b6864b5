import { listSetAside } from '@berth/db/set-aside';
import type { Logger } from '../log';
import type { Broadcast } from '../socket/broadcast';
import { hasUnfinishedAnswers } from './store/answers';
import type { ChatChange, Committed, StoreContext } from './store/context';
import { hasExpired } from './store/manage';
import type { OperationInput, OperationName, OperationResult } from './store/operations';
import type { ChatStore } from './store/store';

/** How often expired deletions are looked for, in milliseconds. */
const PURGE_INTERVAL_MS = 60 * 60 * 1_000;

type CommittingName = {
  [N in OperationName]: OperationResult<N> extends Committed<unknown> ? N : never;
}[OperationName];
type ResultOf<N extends CommittingName> = OperationResult<N> extends Committed<infer T> ? T : never;

export interface ChatServiceOptions {
  store: ChatStore;
  broadcast: Broadcast;
  log: Logger;
  /** The database's path, to find what was set aside next to it. */
  database: string;
  /** What the store reads and writes, seen from the event loop: for looks at an index only. */
  context: StoreContext;
}

/** Chats: what the store keeps of them, told to every viewer as it was committed. */
export class ChatService implements AsyncDisposable {
  readonly #options: ChatServiceOptions;
  readonly #purging: NodeJS.Timeout;
  #recovered: Promise<void> | undefined;

  constructor(options: ChatServiceOptions) {
    this.#options = options;
    this.#purging = setInterval(() => void this.#purge(), PURGE_INTERVAL_MS);
    this.recover().catch((err: unknown) =>
      options.log.warn({ err }, 'unfinished answers could not be marked'),
    );
    void this.#purge();
  }

  /** An operation that announces nothing. */
  run<N extends Exclude<OperationName, CommittingName>>(
    name: N,
    input: OperationInput<N>,
  ): Promise<OperationResult<N>> {
    return this.#options.store.run(name, input);
  }

  /** A change: committed first, then told to everyone. */
  async commit<N extends CommittingName>(name: N, input: OperationInput<N>): Promise<ResultOf<N>> {
    const { result, change } = (await this.#options.store.run(name, input)) as Committed<ResultOf<N>>;
    if (change) this.#announce(change);
    return result;
  }

  /**
   * Marks answers that an earlier server left unfinished as interrupted, once. Until that has succeeded no answer
   * may begin.
   */
  recover(): Promise<void> {
    this.#recovered ??= this.#recover().catch((error: unknown) => {
      this.#recovered = undefined;
      throw error;
    });
    return this.#recovered;
  }

  /** Starts no thread of the store where there is nothing to do. */
  async #recover(): Promise<void> {
    if (hasUnfinishedAnswers(this.#options.context.db)) await this.run('recoverAnswers', undefined);
  }

  /** Damaged databases that were set aside, newest first. */
  setAside(): { name: string; at: string }[] {
    return listSetAside(this.#options.database);
  }

  #announce({ sessionId, revision, session, messages, files }: ChatChange): void {
    const { broadcast } = this.#options;
    broadcast.everyone('chat_session_changed', { sessionId, revision, session });
    if (session && (messages === null || messages.length > 0 || files.length > 0)) {
      broadcast.chat(sessionId, { name: 'chat_messages', payload: { sessionId, revision, messages, files } });
    }
  }

  /** Erases deletions whose time is over, one transaction each. What fails now is tried again in an hour. */
  async #purge(): Promise<void> {
    try {
      const now = Date.now();
      if (hasExpired(this.#options.context, now)) while (await this.run('purgeOne', { now }));
    } catch (err) {
      this.#options.log.warn({ err }, 'deleted chats could not be erased');
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#purging);
  }
}
