import { z } from 'zod';
import { readLocal, writeLocal } from '../../lib/storage';

const KEPT = 20;
const schema = z.array(z.string()).max(KEPT).catch([]);
const key = (projectId: string) => `berth.git.messages.${projectId}`;

/** Messages of earlier commits made in this browser, the newest first. */
export const keptMessages = (projectId: string): string[] => schema.parse(readLocal(key(projectId)) ?? []);

export function keepMessage(projectId: string, message: string): void {
  if (message.trim() === '') return;
  const others = keptMessages(projectId).filter((kept) => kept !== message);
  writeLocal(key(projectId), [message, ...others].slice(0, KEPT));
}
