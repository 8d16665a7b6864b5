import type { ServerEventPayload } from '@berth/protocol/socket';
import { useEffect, useRef, useState } from 'react';
import { toAppError } from '../../lib/errors';
import { emitAck, on, onConnect } from '../../lib/socket';
import { trpc } from '../../lib/trpc';
import {
  applyCommitted,
  applyDelta,
  applyOlder,
  applySession,
  applySnapshot,
  type FeedState,
} from './feed-state';

const PAGE = 200;

export interface Feed {
  /** `absent` is a session the server does not have: a new one, or a deleted one. */
  status: 'loading' | 'ready' | 'absent' | 'failed';
  state: FeedState | undefined;
  error: unknown;
}

const loading: Feed = { status: 'loading', state: undefined, error: undefined };

/** An open session: subscribed first, then read, then kept true by events and read again after every reconnection. */
class SessionFeed {
  readonly #sessionId: string;
  readonly #changed: (feed: Feed) => void;
  readonly #disposers: (() => void)[];
  #feed = loading;
  #closed = false;
  #reading: Promise<void> | undefined;
  #readAgain = false;
  #readingOlder = false;

  constructor(sessionId: string, changed: (feed: Feed) => void) {
    this.#sessionId = sessionId;
    this.#changed = changed;
    const mine =
      <T extends { sessionId: string }>(take: (event: T) => void) =>
      (event: T) => {
        if (event.sessionId === sessionId) take(event);
      };
    this.#disposers = [
      on(
        'chat_messages',
        mine((event) => this.#takeMessages(event)),
      ),
      on(
        'chat_delta',
        mine((event) => this.#takeDelta(event)),
      ),
      on(
        'chat_session_changed',
        mine((event) => this.#takeSession(event)),
      ),
      onConnect(() => void this.#join()),
    ];
  }

  async readOlder(): Promise<void> {
    const cursor = this.#feed.state?.olderCursor;
    if (!cursor || this.#readingOlder) return;
    this.#readingOlder = true;
    try {
      const page = await trpc.chat.get.query(
        { sessionId: this.#sessionId, limit: PAGE, cursor, fileContents: false },
        { context: { alone: true } },
      );
      const { state } = this.#feed;
      if (state && state.olderCursor === cursor) this.#set({ state: applyOlder(state, page) });
    } catch {
      // The next scroll to the top asks again.
    } finally {
      this.#readingOlder = false;
    }
  }

  read(): void {
    this.#readAgain = true;
    this.#reading ??= this.#readUntilCurrent().finally(() => {
      this.#reading = undefined;
    });
  }

  close(): void {
    this.#closed = true;
    for (const dispose of this.#disposers) dispose();
    emitAck('chat_unsubscribe', { sessionId: this.#sessionId }).catch(() => {});
  }

  async #join(): Promise<void> {
    try {
      await emitAck('chat_subscribe', { sessionId: this.#sessionId });
    } catch {
      // The connection was lost again; the next one joins.
    }
    if (!this.#closed) this.read();
  }

  async #readUntilCurrent(): Promise<void> {
    while (this.#readAgain && !this.#closed) {
      this.#readAgain = false;
      try {
        const page = await trpc.chat.get.query(
          { sessionId: this.#sessionId, limit: PAGE, fileContents: false },
          { context: { alone: true } },
        );
        this.#set({ status: 'ready', state: applySnapshot(this.#feed.state, page), error: undefined });
      } catch (thrown) {
        const error = toAppError(thrown);
        if (error.code === 'NOT_FOUND') this.#set({ status: 'absent', state: undefined, error: undefined });
        else this.#set({ status: this.#feed.state ? 'ready' : 'failed', error });
      }
    }
  }

  #takeMessages(event: ServerEventPayload<'chat_messages'>): void {
    const { state } = this.#feed;
    // An event before the first reading may be missing in it, so the reading is repeated.
    if (!state || event.messages === null) this.read();
    else this.#set({ state: applyCommitted(state, event) });
  }

  #takeDelta(event: ServerEventPayload<'chat_delta'>): void {
    const { state } = this.#feed;
    const grown = state && applyDelta(state, event);
    if (grown) this.#set({ state: grown });
    else this.read();
  }

  #takeSession(event: ServerEventPayload<'chat_session_changed'>): void {
    const { state } = this.#feed;
    if (event.session === null) this.#set({ status: 'absent', state: undefined });
    else if (state) this.#set({ state: applySession(state, event.session) });
    else this.read();
  }

  #set(change: Partial<Feed>): void {
    if (this.#closed) return;
    this.#feed = { ...this.#feed, ...change };
    this.#changed(this.#feed);
  }
}

/** The session as it is now, and how to read more of it. */
export function useSessionFeed(sessionId: string) {
  const [feed, setFeed] = useState(loading);
  const current = useRef<SessionFeed>(undefined);
  useEffect(() => {
    setFeed(loading);
    const opened = new SessionFeed(sessionId, setFeed);
    current.current = opened;
    return () => opened.close();
  }, [sessionId]);
  return {
    ...feed,
    readOlder: () => void current.current?.readOlder(),
    readAgain: () => current.current?.read(),
  };
}
