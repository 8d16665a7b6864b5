import { chatSessions } from '@berth/db/schema/chat';
import type { ChatSessionSummary } from '@berth/protocol/chat';
import { AppError } from '@berth/protocol/error';
import { and, eq, lt } from 'drizzle-orm';
import { describeChange } from './change';
import { type Committed, type StoreContext, transact } from './context';
import { type SessionRow, toSummary } from './rows';
import { eraseSession, findSession, requireSession, touchSession } from './sessions';

/** How long a deleted session can be restored, in milliseconds: a week. */
const RESTORABLE_MS = 7 * 24 * 60 * 60 * 1_000;

export function rename(
  context: StoreContext,
  { sessionId, title }: { sessionId: string; title: string },
): Committed<ChatSessionSummary> {
  return transact(context, () => {
    const session = requireSession(context, sessionId);
    if (session.title === title) return { result: toSummary(session), change: null };
    const renamed = touchSession(context, session, { title });
    return { result: toSummary(renamed), change: describeChange(renamed) };
  });
}

/** Hides a session. It can be restored for a week. */
export function remove(
  context: StoreContext,
  { sessionId }: { sessionId: string },
): Committed<{ sessionId: string }> {
  return transact(context, () => {
    const session = requireSession(context, sessionId);
    const deleted = touchSession(context, session, {
      quiet: true,
      status: 'deleted',
      deletedAt: new Date().toISOString(),
    });
    return { result: { sessionId }, change: describeChange(deleted) };
  });
}

/** Undoes a deletion. Restoring a session that is not deleted answers it as it is. */
export function restore(
  context: StoreContext,
  { sessionId }: { sessionId: string },
): Committed<ChatSessionSummary> {
  return transact(context, () => {
    const session = findSession(context, sessionId);
    if (!session)
      throw new AppError('NOT_FOUND', 'This chat session is gone and cannot be restored any more.');
    if (session.status === 'active') return { result: toSummary(session), change: null };
    const restored = touchSession(context, session, { quiet: true, status: 'active', deletedAt: null });
    return { result: toSummary(restored), change: describeChange(restored) };
  });
}

function findExpired({ db, userId }: StoreContext, now: number): SessionRow | undefined {
  const expired = new Date(now - RESTORABLE_MS).toISOString();
  return db
    .select()
    .from(chatSessions)
    .where(
      and(
        eq(chatSessions.userId, userId),
        eq(chatSessions.status, 'deleted'),
        lt(chatSessions.deletedAt, expired),
      ),
    )
    .limit(1)
    .get();
}

/** Whether there is a session to erase. A look at an index, quick enough for the event loop. */
export function hasExpired(context: StoreContext, now: number): boolean {
  return findExpired(context, now) !== undefined;
}

/** Erases one session whose time to be restored is over, and answers whether there was one. */
export function purgeOne(context: StoreContext, { now }: { now: number }): boolean {
  return transact(context, () => {
    const session = findExpired(context, now);
    if (session) eraseSession(context, session);
    return session !== undefined;
  });
}
