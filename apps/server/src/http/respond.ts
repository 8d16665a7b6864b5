import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError, type ErrorCode } from '@berth/protocol/error';

/** The HTTP status of an error code, wherever an error becomes an HTTP answer. */
export function httpStatus(code: ErrorCode): number {
  switch (code) {
    case 'INVALID_INPUT':
    case 'PATH_OUTSIDE_PROJECT':
    case 'NOT_A_REPOSITORY':
    case 'NOT_A_FILE':
    case 'GIT_FAILED':
    case 'UNSUPPORTED_IMAGE':
      return 400;
    case 'UNAUTHORIZED':
    case 'GIT_AUTH_REQUIRED':
      return 401;
    case 'NOT_FOUND':
      return 404;
    case 'ALREADY_EXISTS':
    case 'CONFLICT':
      return 409;
    case 'TOO_LARGE':
      return 413;
    case 'TERMINAL_LIMIT':
      return 429;
    case 'WORKSPACE_UNAVAILABLE':
    case 'STORAGE_UNAVAILABLE':
      return 503;
    case 'INTERNAL':
      return 500;
  }
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}

export function sendError(response: ServerResponse, error: unknown): void {
  const appError = AppError.from(error);
  if (response.headersSent) response.destroy();
  else sendJson(response, httpStatus(appError.code), { error: appError.toShape() });
}

/** Reads a JSON body of at most `limit` bytes. @throws AppError TOO_LARGE, INVALID_INPUT. */
export async function readJsonBody(request: IncomingMessage, limit: number): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new AppError('INVALID_INPUT', 'Send JSON (content-type: application/json).');
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > limit) throw new AppError('TOO_LARGE', `The body has at most ${limit} bytes.`);
    chunks.push(chunk as Buffer);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    throw new AppError('INVALID_INPUT', 'The body is not JSON.', { cause });
  }
}
