import { randomBytes } from 'node:crypto';
import { closeSync, constants, lstatSync, openSync, readSync, writeFileSync } from 'node:fs';
import type { EntryType } from '@berth/protocol/fs-entry';
import { z } from 'zod';
import type { Dir } from './dir';
import { typeOf } from './entry';

const recordSchema = z.object({ path: z.string(), deletedAt: z.number() });

/** Where a deleted entry was, and when it was deleted in milliseconds since 1970. */
export type TrashRecord = z.infer<typeof recordSchema>;

export interface TrashEntry extends TrashRecord {
  type: EntryType;
}

/** The name of a deleted entry in the trash. Names sort by the time they are made for. */
export function newToken(at: number): string {
  return at.toString(16).padStart(12, '0') + randomBytes(6).toString('hex');
}

export function writeRecord(kept: Dir, record: TrashRecord): void {
  writeFileSync(kept.at('record.json'), JSON.stringify(record), { flag: 'wx', mode: 0o600 });
}

/** The record of an entry, or undefined when there is none such. It was written where the project's programs can write too. */
export function readRecord(trash: Dir, token: string): TrashRecord | undefined {
  try {
    using kept = trash.child(token);
    return recordSchema.parse(JSON.parse(readSmallFile(kept.at('record.json'))));
  } catch {
    return undefined;
  }
}

/** What can be put back by a token, or undefined when there is nothing such. */
export function readEntry(trash: Dir, token: string): TrashEntry | undefined {
  const record = readRecord(trash, token);
  if (!record) return undefined;
  try {
    using kept = trash.child(token);
    return { ...record, type: typeOf(lstatSync(kept.at('entry'))) };
  } catch {
    return undefined;
  }
}

function readSmallFile(at: string): string {
  const fd = openSync(at, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const buffer = Buffer.alloc(16_384);
    return buffer.toString('utf8', 0, readSync(fd, buffer, 0, buffer.length, 0));
  } finally {
    closeSync(fd);
  }
}
