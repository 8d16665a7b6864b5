import type { ReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@berth/protocol/error';
import { pathSchema } from '@berth/protocol/fs-entry';
import type { Exchange } from '../http/calls';
import { translated } from './errors';
import { statEtag } from './etag';
import { openFile } from './open-file';
import { projectOf } from './project';
import { parseRange } from './range';

/** Answers `GET /raw/file?path=…`: a file's bytes, or the range of them that is asked for. */
export async function sendFile(exchange: Exchange, url: URL): Promise<void> {
  const path = pathSchema.parse(url.searchParams.get('path'));
  await translated(path, () => send(exchange, path));
}

async function send({ request, response, agent }: Exchange, path: string): Promise<void> {
  using place = projectOf(agent).root.find(path, { follow: true });
  const { handle, stats } = await openFile(place);
  try {
    const etag = `"${statEtag(stats)}"`;
    const ifRange = request.headers['if-range'];
    const range = parseRange(ifRange && ifRange !== etag ? undefined : request.headers.range, stats.size);
    if (range === 'unsatisfiable') {
      // The server makes it a 416; to it, statuses from 400 on are errors with a body.
      response.writeHead(299, { 'content-range': `bytes */${stats.size}`, 'content-length': 0 }).end();
      return;
    }
    response.setHeader('etag', etag);
    response.setHeader('last-modified', stats.mtime.toUTCString());
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304).end();
      return;
    }
    const { start, end } = range === 'all' ? { start: 0, end: stats.size - 1 } : range;
    response.setHeader('content-length', end - start + 1);
    if (range !== 'all') response.setHeader('content-range', `bytes ${start}-${end}/${stats.size}`);
    response.writeHead(range === 'all' ? 200 : 206);
    if (end < start) response.end();
    else
      await sendBytes(handle.createReadStream({ start, end, autoClose: false }), end - start + 1, response);
  } finally {
    await handle.close();
  }
}

/**
 * Sends as many bytes as were announced.
 * @throws AppError CONFLICT when the file has become shorter: the answer is not ended then, and its connection is to be cut, for
 * the receiver would wait on it for the rest.
 */
async function sendBytes(file: ReadStream, announced: number, response: ServerResponse): Promise<void> {
  await pipeline(file, response, { end: false });
  if (file.bytesRead < announced)
    throw new AppError('CONFLICT', 'The file became shorter while it was sent.');
  response.end();
}
