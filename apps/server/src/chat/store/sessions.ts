import { chatFiles, chatSessions, fileContents } from '@berth/db/schema/chat';
import type { ChatMessageInput } from '@berth/protocol/chat-message';
import { AppError } from '@berth/protocol/error';
import { and, eq, notExists } from 'drizzle-orm';
import type { StoreContext } from './context';
import type { SessionRow } from './rows';
import { statements } from './statements';

const UNTITLED = 'New chat';
const TITLE_LENGTH = 80;

export function findSession({ db, userId }: StoreContext, id: string): SessionRow | undefined {
  const row = statements(db).session.get({ id });
  if (row && row.userId !== userId) {
    throw new AppError('CONFLICT', 'This session id belongs to someone else. Use another one.');
  }
  return row;
}

/** @throws AppError NOT_FOUND, also for a deleted session. */
export function requireSession(context: StoreContext, id: string): SessionRow {
  const row = findSession(context, id);
  if (row?.status !== 'active') {
    throw new AppError('NOT_FOUND', 'There is no such chat session. It may have been deleted.');
  }
  return row;
}

export interface NewSession {
  id: string;
  title?: string | null;
  projectId?: string | null;
  createdAt?: string;
}

export function createSession(context: StoreContext, session: NewSession): SessionRow {
  const now = new Date().toISOString();
  const revision = nextRevision(context);
  return context.db
    .insert(chatSessions)
    .values({
      id: session.id,
      userId: context.userId,
      projectId: session.projectId ?? null,
      title: session.title ?? UNTITLED,
      status: 'active',
      createdAt: session.createdAt ? new Date(session.createdAt).toISOString() : now,
      updatedAt: now,
      messageCount: 0,
      fileCount: 0,
      nextSequence: 0,
      revision,
      activity: revision,
    })
    .returning()
    .get();
}

export type SessionFields = Partial<
  Pick<
    SessionRow,
    'title' | 'projectId' | 'status' | 'deletedAt' | 'messageCount' | 'fileCount' | 'nextSequence'
  >
>;

/** Records a change of the session. `quiet` keeps its place in the history. */
export function touchSession(
  context: StoreContext,
  row: SessionRow,
  { quiet = false, ...fields }: SessionFields & { quiet?: boolean },
): SessionRow {
  const revision = nextRevision(context);
  const activity = quiet ? {} : { activity: revision, updatedAt: new Date().toISOString() };
  const touched = { ...row, ...fields, revision, ...activity };
  statements(context.db).updateSession.run(touched);
  return touched;
}

/** Only to be called in a transaction, which makes the number unique. */
function nextRevision({ db }: StoreContext): number {
  return (statements(db).newestRevision.get()?.revision ?? 0) + 1;
}

/** The title of a session that was given none: the first line a person wrote. */
export function titleFrom(messages: ChatMessageInput[]): string {
  const spoken = messages.find((message) => message.type === 'user') ?? messages[0];
  const line = spoken?.content
    .slice(0, 1_000)
    .split('\n')
    .find((text) => text.trim() !== '');
  const title = [...(line?.trim() ?? '')];
  if (title.length <= TITLE_LENGTH) return title.join('') || UNTITLED;
  return `${title
    .slice(0, TITLE_LENGTH - 1)
    .join('')
    .trimEnd()}…`;
}

/** Whether a first message may still name the session. */
export function isUntitled(row: SessionRow): boolean {
  return row.title === UNTITLED && row.messageCount === 0;
}

/** Removes a session for good, with its messages, its files, and contents that nothing else refers to. */
export function eraseSession({ db }: StoreContext, { number }: SessionRow): void {
  const contents = db
    .selectDistinct({ hash: chatFiles.contentHash })
    .from(chatFiles)
    .where(eq(chatFiles.sessionNumber, number))
    .all();
  db.delete(chatSessions).where(eq(chatSessions.number, number)).run();
  const unused = notExists(db.select().from(chatFiles).where(eq(chatFiles.contentHash, fileContents.hash)));
  for (const { hash } of contents) {
    if (hash)
      db.delete(fileContents)
        .where(and(eq(fileContents.hash, hash), unused))
        .run();
  }
}
