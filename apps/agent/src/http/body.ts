import type { IncomingMessage } from 'node:http';
import { AppError } from '@berth/protocol/error';

/** Reads a JSON body of at most `limit` bytes. @throws AppError TOO_LARGE, INVALID_INPUT. */
export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > limit) throw new AppError('TOO_LARGE', `A request has at most ${limit} bytes.`);
    chunks.push(bytes);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    throw new AppError('INVALID_INPUT', 'The request is not JSON.', { cause });
  }
}
