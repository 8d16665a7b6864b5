import { createHash } from 'node:crypto';
import { chatFiles, chatMessages, fileContents } from '@berth/db/schema/chat';
import { type ChatFile, type ChatFileInput, chatLimits } from '@berth/protocol/chat-message';
import { AppError } from '@berth/protocol/error';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { StoreContext } from './context';

export interface FileOwner {
  sessionNumber: number;
  /** Null for a file of the session itself. */
  messageKey: number | null;
}

/**
 * Stores files of an owner. A file is known by its path: the second file given with one path is the second stored
 * with it. What is stored and not given stays. Answers which files are new or changed.
 */
export function putFiles(context: StoreContext, owner: FileOwner, files: ChatFileInput[]): number[] {
  const { db } = context;
  const seen = new Map<string, number>();
  const changed: number[] = [];
  for (const file of files) {
    const nth = seen.get(file.path) ?? 0;
    seen.set(file.path, nth + 1);
    const stored = db
      .select()
      .from(chatFiles)
      .where(
        and(
          eq(chatFiles.sessionNumber, owner.sessionNumber),
          owner.messageKey === null
            ? isNull(chatFiles.messageKey)
            : eq(chatFiles.messageKey, owner.messageKey),
          eq(chatFiles.path, file.path),
        ),
      )
      .orderBy(asc(chatFiles.id))
      .limit(1)
      .offset(nth)
      .get();
    const given = {
      name: file.name,
      type: file.type,
      size: file.size,
      mimeType: file.mimeType === undefined ? (stored?.mimeType ?? null) : file.mimeType,
      encoding: file.encoding ?? stored?.encoding ?? ('utf8' as const),
      contentHash:
        typeof file.content === 'string' ? putContent(context, file.content) : (stored?.contentHash ?? null),
    };
    if (!stored) {
      const { id } = db
        .insert(chatFiles)
        .values({ ...owner, path: file.path, ...given })
        .returning({ id: chatFiles.id })
        .get();
      changed.push(id);
    } else if (Object.entries(given).some(([key, value]) => stored[key as keyof typeof given] !== value)) {
      db.update(chatFiles).set(given).where(eq(chatFiles.id, stored.id)).run();
      changed.push(stored.id);
    }
  }
  return changed;
}

function putContent({ db }: StoreContext, content: string): string {
  const hash = createHash('sha256').update(content, 'utf8').digest('hex');
  db.insert(fileContents)
    .values({ hash, content, bytes: Buffer.byteLength(content) })
    .onConflictDoNothing()
    .run();
  return hash;
}

/** How many files a session has, and that they are within the limit together. */
export function countFiles({ db }: StoreContext, sessionNumber: number): number {
  const row = db.get<{ files: number; bytes: number }>(sql`
    SELECT count(*) AS files, coalesce(sum(bytes), 0) AS bytes
    FROM chat_files LEFT JOIN file_contents ON hash = content_hash WHERE session_number = ${sessionNumber}`);
  if ((row?.bytes ?? 0) > chatLimits.sessionFileBytes) {
    throw new AppError(
      'TOO_LARGE',
      'The files of this session are larger than 64 MiB together. Attach fewer.',
      {
        details: { limit: chatLimits.sessionFileBytes },
      },
    );
  }
  return row?.files ?? 0;
}

/** Files of a session in the order they came. `contents` reads what is in them too. */
export function readFiles(
  { db }: StoreContext,
  sessionNumber: number,
  { contents, ids }: { contents: boolean; ids?: number[] },
): ChatFile[] {
  const rows = db
    .select({
      id: chatFiles.id,
      messageId: chatMessages.id,
      name: chatFiles.name,
      path: chatFiles.path,
      type: chatFiles.type,
      size: chatFiles.size,
      mimeType: chatFiles.mimeType,
      encoding: chatFiles.encoding,
      hash: chatFiles.contentHash,
      content: contents ? fileContents.content : sql<null>`NULL`,
    })
    .from(chatFiles)
    .leftJoin(chatMessages, eq(chatMessages.key, chatFiles.messageKey))
    .leftJoin(fileContents, eq(fileContents.hash, chatFiles.contentHash))
    .where(eq(chatFiles.sessionNumber, sessionNumber))
    .orderBy(asc(chatFiles.id))
    .all();
  if (!ids) return rows;
  const wanted = new Set(ids);
  return rows.filter((row) => wanted.has(row.id));
}
