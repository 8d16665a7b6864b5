import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { uploadAnswerSchema, uploadQuerySchema } from '@berth/protocol/fs-upload';
import { sendJson } from '../http/respond';
import type { HttpExchange, HttpRoute } from '../http/routes';
import type { Services } from '../services';
import { deliveryOf, disposition } from './content-type';

/** What a project's file may do where a browser shows it: nothing but be seen. */
const RAW_POLICY = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'";

/** What the agent answers where the range is not in the file: an answer with headers rather than an error. */
const NO_SUCH_RANGE = 299;

/** Files as plain HTTP: their bytes out, with ranges, and uploads in. */
export function createFileRoutes(services: Services): HttpRoute[] {
  return [
    {
      methods: ['GET', 'HEAD'],
      pattern: /^\/projects\/([a-z0-9]{12})\/raw$/,
      handle: (exchange, match) => sendRaw(services, exchange, match[1] ?? ''),
    },
    {
      methods: ['PUT'],
      pattern: /^\/projects\/([a-z0-9]{12})\/upload$/,
      handle: (exchange, match) => receiveUpload(services, exchange, match[1] ?? ''),
    },
  ];
}

/** Answers GET, and HEAD with the same headers. `?path=…` names the file; `&download` makes the browser save it whatever it is. */
async function sendRaw(services: Services, exchange: HttpExchange, projectId: string): Promise<void> {
  const { request, response, url } = exchange;
  const path = url.searchParams.get('path') ?? '';
  const workspace = await services.workspaces.running(projectId);
  const answer = await workspace.request({
    method: 'GET',
    path: `/raw/file?${new URLSearchParams({ path })}`,
    headers: pick(request.headers, ['range', 'if-range', 'if-none-match']),
    signal: closedSignal(response),
  });
  const delivery = deliveryOf(path);
  const attachment = delivery.attachment || url.searchParams.has('download');
  response.writeHead(statusOf(answer), {
    ...pick(answer.headers, ['content-length', 'content-range', 'etag', 'last-modified']),
    'content-type': delivery.contentType,
    'content-disposition': disposition({ ...delivery, attachment }, path),
    'content-security-policy': RAW_POLICY,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
  });
  if (request.method === 'HEAD') {
    answer.destroy();
    response.end();
  } else await pipeline(answer, response);
}

async function receiveUpload(services: Services, exchange: HttpExchange, projectId: string): Promise<void> {
  const { request, response, url } = exchange;
  const query = uploadQuerySchema.parse(Object.fromEntries(url.searchParams));
  const workspace = await services.workspaces.running(projectId);
  try {
    const answer = await workspace.request({
      method: 'PUT',
      path: `/raw/upload?${new URLSearchParams(query)}`,
      headers: pick(request.headers, ['content-length']),
      body: request,
      signal: closedSignal(response),
    });
    sendJson(response, 200, uploadAnswerSchema.parse(JSON.parse(await text(answer))));
  } finally {
    // What is left of a refused body is let through, so that the client reads the answer.
    request.unpipe();
    request.resume();
  }
}

/** Headers that are handed on, and no others. */
function pick(headers: IncomingHttpHeaders, names: string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

function statusOf(answer: IncomingMessage): number {
  const { statusCode = 200 } = answer;
  return [206, 304].includes(statusCode) ? statusCode : statusCode === NO_SUCH_RANGE ? 416 : 200;
}

/** Aborts when the client has gone before it was answered. */
function closedSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}
