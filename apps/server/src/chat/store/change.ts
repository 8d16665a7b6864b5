import type { ChatFile } from '@berth/protocol/chat-message';
import type { ChatChange } from './context';
import { type MessageRow, type SessionRow, toMessage, toSummary } from './rows';

/** Above these, an event tells viewers to read the messages instead of carrying them. */
const EVENT_MESSAGES = 100;
const EVENT_CHARACTERS = 256 * 1024;

/** What viewers are told of a change. */
export function describeChange(
  session: SessionRow,
  { messages = [], files = [] }: { messages?: MessageRow[]; files?: ChatFile[] } = {},
): ChatChange {
  const characters = messages.reduce(
    (sum, row) => sum + row.content.length + (row.parts?.length ?? 0) + (row.metadata?.length ?? 0),
    0,
  );
  const small = messages.length <= EVENT_MESSAGES && characters <= EVENT_CHARACTERS;
  return {
    sessionId: session.id,
    revision: session.revision,
    session: session.status === 'active' ? toSummary(session) : null,
    messages: small ? messages.map(toMessage) : null,
    files,
  };
}
