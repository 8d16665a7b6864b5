import type { ChatGetOutput, ChatSessionSummary } from '@berth/protocol/chat';
import type { ChatFile, ChatMessage } from '@berth/protocol/chat-message';
import type { ServerEventPayload } from '@berth/protocol/socket';

/** What is known of an open session. Snapshots and events may come in any order; the revision decides. */
export interface FeedState {
  session: ChatSessionSummary;
  /** In the order of their sequence. */
  messages: readonly ChatMessage[];
  /** The revision each message was last told with. */
  revisions: ReadonlyMap<string, number>;
  /** Of the session and its messages, without contents. */
  files: readonly ChatFile[];
  /** Where older messages go on, or null when the first one is here. */
  olderCursor: string | null;
}

/** A reading of the newest page. What it does not reach stays, if the two join. */
export function applySnapshot(state: FeedState | undefined, page: ChatGetOutput): FeedState {
  const { messages, files, nextCursor, ...session } = page;
  const known = new Set(state?.messages.map(({ id }) => id));
  const joins = state !== undefined && (nextCursor === null || messages.some(({ id }) => known.has(id)));
  const base: FeedState = joins
    ? { ...state, files }
    : { session, messages: [], revisions: new Map(), files, olderCursor: nextCursor };
  return {
    ...putMessages(base, messages, session.revision),
    session: session.revision >= base.session.revision ? session : base.session,
  };
}

/** A page of older messages. */
export function applyOlder(state: FeedState, page: ChatGetOutput): FeedState {
  return { ...putMessages(state, page.messages, page.revision), olderCursor: page.nextCursor };
}

/** Rows as they were committed. Not for events whose `messages` are null: those ask for a reading. */
export function applyCommitted(
  state: FeedState,
  { revision, messages, files = [] }: ServerEventPayload<'chat_messages'>,
): FeedState {
  const ids = new Set(files.map(({ id }) => id));
  return {
    ...putMessages(state, messages ?? [], revision),
    files: files.length > 0 ? [...state.files.filter(({ id }) => !ids.has(id)), ...files] : state.files,
  };
}

export function applySession(state: FeedState, session: ChatSessionSummary): FeedState {
  return session.revision > state.session.revision ? { ...state, session } : state;
}

/** Text of a streaming answer. Undefined when text before it is missing, which asks for a reading. */
export function applyDelta(
  state: FeedState,
  { messageId, offset, text }: ServerEventPayload<'chat_delta'>,
): FeedState | undefined {
  const message = state.messages.find(({ id }) => id === messageId);
  if (!message) return undefined;
  if (message.status !== 'streaming' || offset + text.length <= message.content.length) return state;
  if (offset > message.content.length) return undefined;
  const grown = { ...message, content: message.content.slice(0, offset) + text };
  return { ...state, messages: state.messages.map((other) => (other === message ? grown : other)) };
}

function putMessages(state: FeedState, given: readonly ChatMessage[], revision: number): FeedState {
  const byId = new Map(state.messages.map((message) => [message.id, message]));
  const revisions = new Map(state.revisions);
  for (const message of given) {
    const known = byId.get(message.id);
    const knownRevision = revisions.get(message.id) ?? 0;
    if (known && (knownRevision > revision || isBehind(message, known, revision === knownRevision))) continue;
    byId.set(message.id, message);
    revisions.set(message.id, revision);
  }
  const messages = [...byId.values()].sort((a, b) => a.sequence - b.sequence);
  return { ...state, messages, revisions };
}

/** Of two readings of one streaming answer, the shorter one is the older one. */
function isBehind(message: ChatMessage, known: ChatMessage, sameRevision: boolean): boolean {
  if (message.status !== 'streaming') return false;
  if (known.status !== 'streaming') return sameRevision;
  return message.content.length < known.content.length;
}
