import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { AppError } from '@berth/protocol/error';
import { downloadIdSchema } from '@berth/protocol/transfer';
import { z } from 'zod';
import type { AgentContext } from '../context';
import { Archives } from './archives';

/** Bytes read from the disk at a time. */
const READ_BYTES = 1024 * 1024;

const querySchema = z.object({
  id: downloadIdSchema,
  /** The first byte, and the one after the last. */
  start: z.coerce.number().int().nonnegative(),
  end: z.coerce.number().int().nonnegative(),
});

/** `/raw/archive?id=&start=&end=`: bytes of an archive. @throws AppError NOT_FOUND, INVALID_INPUT. */
export async function openArchive(url: URL, agent: AgentContext): Promise<Readable> {
  const { id, start, end } = querySchema.parse(Object.fromEntries(url.searchParams));
  const path = new Archives(agent.config.archives).path(id);
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch((cause: unknown) => {
    throw new AppError('NOT_FOUND', 'This archive is gone. Download again.', { cause });
  });
  if (end > start) return file.createReadStream({ start, end: end - 1, highWaterMark: READ_BYTES });
  await file.close();
  return Readable.from([]);
}
