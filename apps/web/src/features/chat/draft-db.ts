import { KeyValueStore } from '../../lib/key-value-store';
import { readLocal, removeLocal, writeLocal } from '../../lib/storage';
import { type Attachment, bytesOf } from './attachments';

/** Bytes of the attachments of all drafts together that this browser keeps at most. */
export const DRAFTS_BYTES = 48 * 1024 * 1024;
/** Milliseconds after which what is attached to a draft is given up. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1_000;

/** An attachment of a draft. */
export interface DraftAttachment extends Attachment {
  /** Milliseconds since 1970; attachments are shown in this order. */
  attachedAt: number;
}

const textKey = (sessionId: string) => `berth.chat.draft.${sessionId}`;

export function readText(sessionId: string): string {
  const text = readLocal(textKey(sessionId));
  return typeof text === 'string' ? text : '';
}

export function keepText(sessionId: string, text: string): void {
  if (text === '') removeLocal(textKey(sessionId));
  else writeLocal(textKey(sessionId), text);
}

/** Ages and sizes are in the keys, so that they are read without the contents. */
type Key = [sessionId: string, attachedAt: number, id: string, bytes: number];
const store = new KeyValueStore('berth-chat-drafts', 'attachments');
const keyOf = (sessionId: string, attachment: DraftAttachment): Key => [
  sessionId,
  attachment.attachedAt,
  attachment.id,
  bytesOf(attachment),
];

/** What is attached to the draft of a session, in order. */
export function readAttachments(sessionId: string): Promise<DraftAttachment[]> {
  return store.run('readonly', (drafts) => drafts.getAll(IDBKeyRange.bound([sessionId], [sessionId, []])));
}

/** Answers false where the drafts of this browser have no room for it. */
export async function keepAttachment(sessionId: string, attachment: DraftAttachment): Promise<boolean> {
  const keys = (await store.run('readonly', (drafts) => drafts.getAllKeys())) as Key[];
  const old = keys.filter(([, attachedAt]) => attachedAt < Date.now() - KEPT_MS);
  for (const key of old) await store.run('readwrite', (drafts) => drafts.delete(key));
  const bytes = keys.reduce((sum, key) => (old.includes(key) ? sum : sum + key[3]), bytesOf(attachment));
  if (bytes > DRAFTS_BYTES) return false;
  await store.run('readwrite', (drafts) => drafts.put(attachment, keyOf(sessionId, attachment)));
  return true;
}

export async function forgetAttachment(sessionId: string, attachment: DraftAttachment): Promise<void> {
  await store.run('readwrite', (drafts) => drafts.delete(keyOf(sessionId, attachment)));
}
