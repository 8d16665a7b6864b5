import { readLocal, removeLocal, writeLocal } from '../../lib/storage';

const key = (sessionId: string) => `berth.chat.draft.${sessionId}`;

export function readDraft(sessionId: string): string {
  const draft = readLocal(key(sessionId));
  return typeof draft === 'string' ? draft : '';
}

export function keepDraft(sessionId: string, text: string): void {
  if (text === '') removeLocal(key(sessionId));
  else writeLocal(key(sessionId), text);
}
