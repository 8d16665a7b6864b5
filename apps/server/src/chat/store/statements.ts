import type { Database } from '@berth/db/open';
import { chatMessages, chatSessions } from '@berth/db/schema/chat';
import { and, eq, max, type SQL, sql } from 'drizzle-orm';

/**
 * The statements every message goes through, built and compiled once a connection: building them anew costs several
 * times what the commit itself costs.
 */
function prepareStatements(db: Database) {
  const given = sql.placeholder;
  return {
    session: db
      .select()
      .from(chatSessions)
      .where(eq(chatSessions.id, given('id')))
      .prepare(),
    message: db
      .select()
      .from(chatMessages)
      .where(and(eq(chatMessages.sessionNumber, given('session')), eq(chatMessages.id, given('id'))))
      .prepare(),
    newestRevision: db
      .select({ revision: max(chatSessions.revision) })
      .from(chatSessions)
      .prepare(),
    insertMessage: db
      .insert(chatMessages)
      .values({
        key: given('key'),
        sessionNumber: given('sessionNumber'),
        id: given('id'),
        type: given('type'),
        content: given('content'),
        parts: given('parts'),
        agentId: given('agentId'),
        metadata: given('metadata'),
        status: given('status'),
        createdAt: given('createdAt'),
      })
      .prepare(),
    /** Sets everything of a session that changes after it was made. */
    updateSession: db
      .update(chatSessions)
      .set({
        title: value('title'),
        projectId: value('projectId'),
        status: value('status'),
        updatedAt: value('updatedAt'),
        deletedAt: value('deletedAt'),
        messageCount: value('messageCount'),
        fileCount: value('fileCount'),
        nextSequence: value('nextSequence'),
        revision: value('revision'),
        activity: value('activity'),
      })
      .where(eq(chatSessions.number, given('number')))
      .prepare(),
  };
}

const value = (name: string): SQL => sql`${sql.placeholder(name)}`;

const prepared = new WeakMap<Database, ReturnType<typeof prepareStatements>>();

export function statements(db: Database): ReturnType<typeof prepareStatements> {
  let known = prepared.get(db);
  if (!known) {
    known = prepareStatements(db);
    prepared.set(db, known);
  }
  return known;
}
