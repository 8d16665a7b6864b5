import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@berth/protocol/error';
import { projectIdSchema } from '@berth/protocol/project';
import { type Packed, type Selection, selectionSchema } from '@berth/protocol/transfer';
import type { HttpExchange, HttpRoute } from '../http/routes';
import type { Services } from '../services';
import { parseRange } from './byte-range';
import type { Download } from './download';

/** `GET /projects/{id}/download?path=&include=&exclude=`: the archive for scripts, with ranges; `HEAD` packs it and says its facts. */
export function downloadRoute(services: Services): HttpRoute {
  return {
    methods: ['GET', 'HEAD'],
    pattern: /^\/projects\/([^/]+)\/download$/,
    async handle(exchange, match) {
      const projectId = projectIdSchema.parse(match[1]);
      const selection = selectionOf(exchange.url);
      await services.downloads.check(projectId, selection);
      await answer(services, exchange, { projectId, selection });
    },
  };
}

async function answer(
  services: Services,
  { request, response }: HttpExchange,
  target: { projectId: string; selection: Selection },
): Promise<void> {
  const { downloads } = services;
  const { projectId, selection } = target;
  const { range } = request.headers;
  const kept = range === undefined ? undefined : downloads.findReady(projectId, selection);
  const download = kept ?? downloads.create(projectId, { selection, encoding: 'binary', via: 'http' });
  const done = download.addReader();
  // Nobody else can wait for an archive that is not packed yet.
  const left = () => {
    if (!download.record.packed) void downloads.cancel(download.record.downloadId);
  };
  response.once('close', left);
  try {
    const packed = await download.packed();
    const isOver = await send({
      download,
      packed,
      response,
      headers: kept ? request.headers : withoutContinuation(request.headers),
    });
    if (isOver && request.method === 'GET' && !download.record.complete) download.complete();
  } catch (error) {
    if (!download.record.packed) await downloads.cancel(download.record.downloadId);
    if (!response.destroyed) throw error;
  } finally {
    response.off('close', left);
    done();
  }
}

/** Nobody has the beginning of an archive that was packed for this request: the rest of it would follow another one's. */
function withoutContinuation(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { range, ...rest } = headers;
  const goesOn = /^bytes=0*[1-9]\d*-$/.test(range ?? '') && headers['if-range'] === undefined;
  return goesOn ? rest : headers;
}

interface Sending {
  download: Download;
  packed: Packed;
  response: ServerResponse;
  headers: IncomingHttpHeaders;
}

/** Sends what was asked for. True: the archive has been handed over, to its last byte, and nobody else reads it. */
async function send({ download, packed, response, headers }: Sending): Promise<boolean> {
  const { totalBytes, checksum } = packed;
  const etag = `"${checksum}"`;
  setFacts(response, download, packed);
  if (headers['if-none-match'] === etag) {
    response.writeHead(304).end();
    return true;
  }
  const changed = headers['if-range'] !== undefined && headers['if-range'] !== etag;
  const range = changed ? undefined : parseRange(headers.range, totalBytes);
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'content-range': `bytes */${totalBytes}` }).end();
    return false;
  }
  const { start, end } = range ?? { start: 0, end: totalBytes };
  response.setHeader('content-length', end - start);
  if (range) response.setHeader('content-range', `bytes ${start}-${end - 1}/${totalBytes}`);
  response.statusCode = range ? 206 : 200;
  if (response.req.method === 'HEAD') {
    response.end();
    return false;
  }
  download.beginReading(start);
  await using archive = await download.openArchive();
  const touch = setInterval(() => download.touch(), 1_000);
  try {
    await pipeline(archive.pieces(start, end), response, { signal: download.ended });
  } finally {
    clearInterval(touch);
  }
  return end === totalBytes && download.isReadOut;
}

function setFacts(response: ServerResponse, { record }: Download, packed: Packed): void {
  const plain = record.name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  response.setHeader('content-type', 'application/zip');
  response.setHeader(
    'content-disposition',
    `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(record.name)}`,
  );
  response.setHeader('etag', `"${packed.checksum}"`);
  response.setHeader('repr-digest', `sha-256=:${Buffer.from(packed.checksum, 'hex').toString('base64')}:`);
  response.setHeader('accept-ranges', 'bytes');
  response.setHeader('cache-control', 'private, no-cache, no-transform');
  response.setHeader('x-berth-files', packed.fileCount);
  response.setHeader('x-berth-skipped', packed.skippedCount);
  response.setHeader('x-berth-changed', packed.changedCount);
}

function selectionOf({ searchParams }: URL): Selection {
  const exclude = searchParams.getAll('exclude');
  const parsed = selectionSchema.safeParse({
    path: searchParams.get('path') ?? undefined,
    include: searchParams.getAll('include'),
    exclude: searchParams.has('exclude') ? exclude.filter((pattern) => pattern !== '') : undefined,
    only: searchParams.has('only') ? searchParams.getAll('only') : undefined,
  });
  if (!parsed.success) throw AppError.from(parsed.error);
  return parsed.data;
}
