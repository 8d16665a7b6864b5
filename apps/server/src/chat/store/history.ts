import { chatMessages, chatSessions, KEYS_PER_SESSION } from '@berth/db/schema/chat';
import type { ChatHistoryOutput, ChatSnippet, chatHistoryInput } from '@berth/protocol/chat';
import { AppError } from '@berth/protocol/error';
import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { StoreContext } from './context';
import { type SessionRow, toSummary } from './rows';
import { markMatches, parseQuery, type SearchQuery, snippetOf } from './search-text';

type HistoryInput = z.output<typeof chatHistoryInput>;

/** Sessions, newest first; with a query those in whose title, or in one of whose messages, all its words are. */
export function history(context: StoreContext, input: HistoryInput): ChatHistoryOutput {
  const searching = (input.query ?? '').trim() !== '';
  const query = searching ? parseQuery(input.query ?? '') : undefined;
  if (searching && !query) return { sessions: [], nextCursor: null };
  const found = query ? search(context, input, query) : list(context, input);
  const page = found.slice(0, input.limit);
  const last = page.at(-1);
  return {
    sessions: page.map(({ session, hit }) => ({
      ...toSummary(session),
      ...(query ? { snippet: describeHit(context, { session, hit }, query) } : {}),
    })),
    nextCursor: found.length > page.length && last ? String(last.session.activity) : null,
  };
}

interface Found {
  session: SessionRow;
  /** Key of the newest matching message, or null where the title matched. */
  hit: number | null;
}

function conditions({ userId }: StoreContext, { projectId, cursor }: HistoryInput) {
  return and(
    eq(chatSessions.userId, userId),
    eq(chatSessions.status, 'active'),
    projectId ? eq(chatSessions.projectId, projectId) : undefined,
    cursor ? lt(chatSessions.activity, parseActivity(cursor)) : undefined,
  );
}

function list(context: StoreContext, input: HistoryInput): Found[] {
  return context.db
    .select()
    .from(chatSessions)
    .where(conditions(context, input))
    .orderBy(desc(chatSessions.activity))
    .limit(input.limit + 1)
    .all()
    .map((session) => ({ session, hit: null }));
}

/**
 * The index is read once, and its hits are grouped by the session their key names: a word that is in most of a
 * million messages costs tens of milliseconds, a rare one nothing.
 */
function search(context: StoreContext, input: HistoryInput, { match }: SearchQuery): Found[] {
  const hits = sql`(
    SELECT number AS session, max(hit) AS hit FROM (
      SELECT rowid / ${sql.raw(String(KEYS_PER_SESSION))} AS number, max(rowid) AS hit
        FROM chat_messages_search WHERE chat_messages_search MATCH ${match} GROUP BY 1
      UNION ALL SELECT rowid, NULL FROM chat_titles_search WHERE chat_titles_search MATCH ${match}
    ) GROUP BY number) AS hits`;
  return context.db
    .select({ session: chatSessions, hit: sql<number | null>`hits.hit` })
    .from(chatSessions)
    .innerJoin(hits, sql`hits.session = ${chatSessions.number}`)
    .where(conditions(context, input))
    .orderBy(desc(chatSessions.activity))
    .limit(input.limit + 1)
    .all();
}

function describeHit({ db }: StoreContext, { session, hit }: Found, { terms }: SearchQuery): ChatSnippet {
  const row =
    hit === null
      ? undefined
      : db
          .select({ id: chatMessages.id, content: chatMessages.content })
          .from(chatMessages)
          .where(eq(chatMessages.key, hit))
          .get();
  if (!row) return { messageId: null, pieces: markMatches(session.title, terms) };
  return { messageId: row.id, pieces: snippetOf(row.content, terms) };
}

function parseActivity(cursor: string): number {
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new AppError('INVALID_INPUT', 'This is not a cursor that chat.history answered.');
}
