import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError } from '@berth/protocol/error';
import type { Gate } from '../gate/gate';
import { signInPage, signInPolicy } from '../gate/sign-in-page';
import type { Logger } from '../log';
import { answerAuth } from './auth-routes';
import { sendError, sendJson } from './respond';
import type { HttpRoute } from './routes';

export interface HttpParts {
  gate: Gate;
  log: Logger;
  /** False until what ran before the server started has been dealt with. */
  isReady(): boolean;
  trpc(request: IncomingMessage, response: ServerResponse): void;
  socketIo: {
    answer(request: IncomingMessage, response: ServerResponse): void;
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  };
  routes: HttpRoute[];
  web: {
    answer(request: IncomingMessage, response: ServerResponse): void;
    upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  };
}

/** The one HTTP entry: the gate, then the routes. */
export function createHttpHandler(parts: HttpParts) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('referrer-policy', 'no-referrer');
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-resource-policy', 'same-origin');
    response.setHeader('x-frame-options', 'DENY');
    answer(request, response, parts).catch((error: unknown) => {
      if (AppError.from(error).code === 'INTERNAL') parts.log.error({ err: error }, 'a request failed');
      sendError(response, error);
    });
  };
}

/** The one upgrade entry: the gate, then Socket.IO or, in development, hot reload. Any other upgrade is destroyed. */
export function createUpgradeHandler(parts: HttpParts) {
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    try {
      parts.gate.checkSource(request);
    } catch {
      socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n');
      return;
    }
    const path = pathOf(request);
    if (path === '/socket.io/') parts.socketIo.upgrade(request, socket, head);
    else if (parts.web.upgrade && parts.gate.isSignedIn(request)) parts.web.upgrade(request, socket, head);
    else socket.destroy();
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, parts: HttpParts): Promise<void> {
  const { gate } = parts;
  gate.checkSource(request);
  const path = pathOf(request);
  if (path === '/healthz') {
    const ready = parts.isReady();
    return sendJson(response, ready ? 200 : 503, { status: ready ? 'ok' : 'starting' });
  }
  if (path.startsWith('/auth/') && (await answerAuth({ request, response, path }, gate))) return;
  // Socket.IO authenticates its own handshake, where a program's token travels.
  if (path === '/socket.io/') return parts.socketIo.answer(request, response);
  if (!gate.isSignedIn(request)) return refuse(request, response);
  if (path.startsWith('/trpc/')) {
    requireJson(request);
    return parts.trpc(request, response);
  }
  for (const route of parts.routes) {
    const match = route.pattern.exec(path);
    if (match && route.methods.includes(request.method ?? '')) {
      return route.handle({ request, response, url: new URL(request.url ?? '/', 'http://berth') }, match);
    }
  }
  parts.web.answer(request, response);
}

/** What a page of another site can send without asking first is never JSON; forms and files are not taken either. */
function requireJson(request: IncomingMessage): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  if (/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) return;
  throw new AppError('INVALID_INPUT', 'Send JSON (content-type: application/json).');
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')) {
    response.writeHead(401, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': signInPolicy,
      'cache-control': 'no-store',
    });
    response.end(signInPage);
    return;
  }
  throw new AppError('UNAUTHORIZED', 'Send the token: Authorization: Bearer <token>.');
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}
