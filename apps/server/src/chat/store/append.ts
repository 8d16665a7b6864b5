import type { chatCalls } from '@berth/protocol/chat';
import { AppError } from '@berth/protocol/error';
import type { z } from 'zod';
import { describeChange } from './change';
import { type Committed, type StoreContext, transact } from './context';
import { countFiles, putFiles, readFiles } from './files';
import { findMessage, insertMessage, refuseRepeatedIds, saysTheSame } from './messages';
import { type MessageRow, type SessionRow, toMessage } from './rows';
import { createSession, findSession, isUntitled, requireSession, titleFrom, touchSession } from './sessions';

type AppendInput = z.output<typeof chatCalls.append.input>;
type AppendOutput = z.output<typeof chatCalls.append.output>;

/**
 * Adds messages to the end of a session. A message whose id is stored already is answered as it is, so a retry adds
 * nothing; the same id with other content is a CONFLICT.
 */
export function append(context: StoreContext, input: AppendInput): Committed<AppendOutput> {
  refuseRepeatedIds(input.messages);
  return transact(context, () => {
    const session = sessionFor(context, input);
    const rows: MessageRow[] = [];
    const added: MessageRow[] = [];
    const files: number[] = [];
    for (const message of input.messages) {
      const stored = message.id === undefined ? undefined : findMessage(context, session, message.id);
      if (stored && !saysTheSame(stored, message)) {
        throw new AppError('CONFLICT', `Another message with the id ${message.id} is stored already.`);
      }
      const row =
        stored ?? insertMessage(context, { session, sequence: session.nextSequence + added.length }, message);
      rows.push(row);
      if (stored) continue;
      added.push(row);
      files.push(
        ...putFiles(context, { sessionNumber: session.number, messageKey: row.key }, message.files ?? []),
      );
    }
    const answer = { sessionId: session.id, messages: rows.map(toMessage) };
    if (added.length === 0) return { result: { ...answer, revision: session.revision }, change: null };
    const touched = touchSession(context, session, {
      ...(isUntitled(session) ? { title: titleFrom(input.messages) } : {}),
      messageCount: session.messageCount + added.length,
      nextSequence: session.nextSequence + added.length,
      ...(files.length > 0 ? { fileCount: countFiles(context, session.number) } : {}),
    });
    const changedFiles =
      files.length > 0 ? readFiles(context, session.number, { contents: false, ids: files }) : [];
    return {
      result: { ...answer, revision: touched.revision },
      change: describeChange(touched, { messages: added, files: changedFiles }),
    };
  });
}

function sessionFor(context: StoreContext, { sessionId, create }: AppendInput): SessionRow {
  if (!create || findSession(context, sessionId)) return requireSession(context, sessionId);
  return createSession(context, { id: sessionId, ...create });
}
