import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@berth/protocol/error';
import { downloadIdSchema } from '@berth/protocol/transfer';
import { z } from 'zod';
import type { RawRoute } from '../routes';
import { Archives } from './archives';

/** Bytes read from the disk at a time. */
const READ_BYTES = 256 * 1024;

const querySchema = z.object({
  id: downloadIdSchema,
  /** The first byte, and the one after the last. */
  start: z.coerce.number().int().nonnegative(),
  end: z.coerce.number().int().nonnegative(),
});

/** `GET /raw/archive?id=&start=&end=`: bytes of an archive. */
export const archiveRoute: RawRoute = {
  method: 'GET',
  path: '/raw/archive',
  async handle({ response, agent }, url) {
    const { id, start, end } = querySchema.parse(Object.fromEntries(url.searchParams));
    const path = new Archives(agent.config.archives).path(id);
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch((cause: unknown) => {
      throw new AppError('NOT_FOUND', 'This archive is gone. Download again.', { cause });
    });
    response.setHeader('content-type', 'application/zip');
    response.setHeader('content-length', Math.max(0, end - start));
    if (end <= start) {
      await file.close();
      response.end();
      return;
    }
    await pipeline(file.createReadStream({ start, end: end - 1, highWaterMark: READ_BYTES }), response).catch(
      () => response.destroy(),
    );
  },
};
