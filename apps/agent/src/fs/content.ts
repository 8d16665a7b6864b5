import { AppError } from '@berth/protocol/error';
import type { Encoding } from '@berth/protocol/fs';
import { fsLimits } from '@berth/protocol/fs-entry';

/** The bytes a client gave. @throws AppError TOO_LARGE; INVALID_INPUT for text or base64 that would not be kept as it is. */
export function decodeContent(content: string, encoding: Encoding): Buffer {
  const size = Buffer.byteLength(content, encoding);
  if (size > fsLimits.writeBytes) {
    throw new AppError(
      'TOO_LARGE',
      `A file of more than ${fsLimits.writeBytes / 1024 / 1024} MiB is uploaded (PUT /projects/{id}/upload), not written as text.`,
      { details: { size, limit: fsLimits.writeBytes } },
    );
  }
  switch (encoding) {
    case 'utf8':
      if (/\p{Surrogate}/u.test(content)) {
        throw new AppError('INVALID_INPUT', 'The text has half a surrogate pair, which UTF-8 cannot hold.');
      }
      return Buffer.from(content, 'utf8');
    case 'base64':
      if (content.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(content)) {
        throw new AppError('INVALID_INPUT', 'The content is not base64.');
      }
      return Buffer.from(content, 'base64');
  }
}
