import { randomUUID } from 'node:crypto';
import type { ChatSessionInput } from '@berth/protocol/chat';
import type { ChatFileInput } from '@berth/protocol/chat-message';
import { AppError } from '@berth/protocol/error';
import { describeChange } from './change';
import { type Committed, type StoreContext, transact } from './context';
import { countFiles, putFiles, readFiles } from './files';
import {
  findMessage,
  insertMessage,
  matchStored,
  refuseRepeatedIds,
  saysTheSame,
  updateMessage,
} from './messages';
import type { MessageRow, SessionRow } from './rows';
import { createSession, eraseSession, findSession, titleFrom, touchSession } from './sessions';

/**
 * Merges a session as a document into what is stored: what is given is stored, what is not given stays. Saving the
 * same again changes nothing. Saving the id of a deleted session starts a new one.
 */
export function save(
  context: StoreContext,
  { session }: { session: ChatSessionInput },
): Committed<{ sessionId: string }> {
  refuseRepeatedIds(session.messages);
  return transact(context, () => {
    const stored = reuseId(context, session.id);
    const row =
      stored ??
      createSession(context, {
        id: session.id ?? randomUUID(),
        title: session.title ?? titleFrom(session.messages),
        projectId: session.projectId,
        createdAt: session.createdAt,
      });
    const result = { sessionId: row.id };
    const messages = putMessages(context, row, session);
    const files = [...messages.files, ...putSessionFiles(context, row, session)];
    const fields = {
      title: session.title ?? row.title,
      projectId: session.projectId === undefined ? row.projectId : session.projectId,
    };
    const renamed = fields.title !== row.title || fields.projectId !== row.projectId;
    if (stored && !renamed && messages.changed.length === 0 && files.length === 0)
      return { result, change: null };
    const saved = touchSession(context, row, {
      ...fields,
      messageCount: row.messageCount + messages.added,
      nextSequence: row.nextSequence + messages.added,
      fileCount: countFiles(context, row.number),
    });
    return {
      result,
      change: describeChange(saved, {
        messages: messages.changed,
        files: readFiles(context, row.number, { contents: false, ids: files }),
      }),
    };
  });
}

function reuseId(context: StoreContext, id: string | undefined): SessionRow | undefined {
  const stored = id === undefined ? undefined : findSession(context, id);
  if (stored?.status !== 'deleted') return stored;
  eraseSession(context, stored);
  return undefined;
}

function putMessages(context: StoreContext, row: SessionRow, { messages }: ChatSessionInput) {
  const stored = matchStored(context, row, messages);
  const changed: MessageRow[] = [];
  const files: number[] = [];
  let added = 0;
  for (const [index, message] of messages.entries()) {
    let target = stored[index];
    if (!target) {
      target = insertMessage(context, { session: row, sequence: row.nextSequence + added }, message);
      changed.push(target);
      added += 1;
    } else if (!saysTheSame(target, message)) {
      target = updateMessage(context, target, message);
      changed.push(target);
    }
    files.push(
      ...putFiles(context, { sessionNumber: row.number, messageKey: target.key }, message.files ?? []),
    );
  }
  return { changed, added, files };
}

/** Files that name a message, as `chat.get` answers them, belong to it; the others to the session. */
function putSessionFiles(context: StoreContext, row: SessionRow, { files }: ChatSessionInput): number[] {
  const owners = new Map<string | null, ChatFileInput[]>();
  for (const file of files) {
    const owner = file.messageId ?? null;
    const group = owners.get(owner);
    if (group) group.push(file);
    else owners.set(owner, [file]);
  }
  return [...owners].flatMap(([messageId, group]) => {
    const message = messageId === null ? null : findMessage(context, row, messageId);
    if (message === undefined) {
      throw new AppError(
        'INVALID_INPUT',
        `A file names the message ${messageId}, which this session does not have.`,
      );
    }
    return putFiles(context, { sessionNumber: row.number, messageKey: message?.key ?? null }, group);
  });
}
