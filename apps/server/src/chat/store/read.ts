import { chatMessages, KEYS_PER_SESSION } from '@berth/db/schema/chat';
import type { ChatGetOutput, chatGetInput } from '@berth/protocol/chat';
import type { ChatFile } from '@berth/protocol/chat-message';
import { AppError } from '@berth/protocol/error';
import { and, desc, gte, lt } from 'drizzle-orm';
import type { z } from 'zod';
import type { StoreContext } from './context';
import { readFiles } from './files';
import { type MessageRow, toMessage, toSummary } from './rows';
import { requireSession } from './sessions';

/** A page ends early when its messages are this long together, so that no answer is unbounded. */
const PAGE_CHARACTERS = 16 * 1024 * 1024;
/** Rows read from the database at once. */
const CHUNK = 500;

/** A session with a page of its messages: the newest first page, each page with its newest last. */
export function get(context: StoreContext, input: z.output<typeof chatGetInput>): ChatGetOutput {
  const session = requireSession(context, input.sessionId);
  const start = session.number * KEYS_PER_SESSION;
  const before = input.cursor ? start + parseSequence(input.cursor) : start + KEYS_PER_SESSION;
  const { rows, more } = readPage(context, { sessionNumber: session.number, before, limit: input.limit });
  const oldest = rows.at(-1);
  return {
    ...toSummary(session),
    messages: rows.reverse().map(toMessage),
    files: input.cursor ? [] : readFiles(context, session.number, { contents: input.fileContents }),
    nextCursor: more && oldest ? String(oldest.key - start) : null,
  };
}

export interface PageRequest {
  sessionNumber: number;
  /** Only messages with a smaller key. */
  before: number;
  limit: number;
}

/**
 * Messages before a key, newest first, and whether there are older ones. The range of keys is all that is asked for:
 * told the session as well, SQLite would read it whole through that index, and sort it.
 */
export function readPage({ db }: StoreContext, { sessionNumber, before, limit }: PageRequest) {
  const first = sessionNumber * KEYS_PER_SESSION;
  const rows: MessageRow[] = [];
  let characters = 0;
  let cursor = before;
  while (rows.length <= limit) {
    const chunk = db
      .select()
      .from(chatMessages)
      .where(and(gte(chatMessages.key, first), lt(chatMessages.key, cursor)))
      .orderBy(desc(chatMessages.key))
      .limit(Math.min(CHUNK, limit + 1 - rows.length))
      .all();
    for (const row of chunk) {
      characters += row.content.length + (row.parts?.length ?? 0) + (row.metadata?.length ?? 0);
      if (rows.length === limit || (rows.length > 0 && characters > PAGE_CHARACTERS))
        return { rows, more: true };
      rows.push(row);
      cursor = row.key;
    }
    if (chunk.length === 0) return { rows, more: false };
  }
  return { rows, more: true };
}

function parseSequence(cursor: string): number {
  if (/^\d{1,7}$/.test(cursor)) return Number(cursor);
  throw new AppError('INVALID_INPUT', 'This is not a cursor that chat.get answered.');
}

/** One file with its content. */
export function file(context: StoreContext, input: { sessionId: string; fileId: number }): ChatFile {
  const session = requireSession(context, input.sessionId);
  const [found] = readFiles(context, session.number, { contents: true, ids: [input.fileId] });
  if (!found) throw new AppError('NOT_FOUND', 'There is no such file in this session.');
  return found;
}
