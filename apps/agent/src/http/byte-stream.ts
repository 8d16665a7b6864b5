import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { BYTE_STREAM } from '@berth/protocol/byte-stream';
import { AppError } from '@berth/protocol/error';
import type { AgentContext } from '../context';
import { byteStreamRoutes } from '../routes';
import { answerError } from './calls';

export function asksForBytes(request: IncomingMessage): boolean {
  return request.headers.upgrade === BYTE_STREAM;
}

/** Answers a request for a stream of bytes: with 101 and the bytes, or with an error as any other request is. */
export async function answerBytes(
  request: IncomingMessage,
  socket: Socket,
  agent: AgentContext,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://agent');
  try {
    const route = byteStreamRoutes.find(({ path }) => path === url.pathname);
    if (!route) throw new AppError('NOT_FOUND', `No such route: ${url.pathname}`);
    const bytes = await route.open(url, agent);
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${BYTE_STREAM}\r\n\r\n`,
    );
    await pipeline(bytes, socket).catch(() => socket.destroy());
  } catch (error) {
    const response = new ServerResponse(request);
    response.assignSocket(socket);
    response.shouldKeepAlive = false;
    response.on('finish', () => socket.end());
    answerError(response, error);
  }
}
