import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { AGENT_PROTOCOL_VERSION, type AgentHello } from '@berth/protocol/agent';
import { AppError } from '@berth/protocol/error';
import { WebSocketServer } from 'ws';
import type { AgentContext } from '../context';
import { log } from '../log';
import { rawRoutes, webSocketRoutes } from '../routes';
import { answerCall, answerError, answerStream } from './calls';

const startedAt = new Date().toISOString();

/** Listens on the agent's unix socket. The server is the only client. */
export async function listen(agent: AgentContext): Promise<Server> {
  // The server keeps its idle connections: one that this side closed could be closing just as it is used again.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 0 }, (request, response) => {
    route(request, response, agent).catch((error: unknown) => answerError(response, error));
  });
  const webSockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: 8 * 1024 * 1024,
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const url = new URL(request.url ?? '/', 'http://agent');
    const found = webSocketRoutes.find((candidate) => url.pathname.startsWith(candidate.path));
    if (!found) {
      socket.destroy();
      return;
    }
    webSockets.handleUpgrade(request, socket, head, (webSocket) =>
      found.handle(webSocket, { url, agent, connection: socket }),
    );
  });
  rmSync(agent.config.socket, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(agent.config.socket, resolve);
  });
  log(`listening on ${agent.config.socket}`);
  return server;
}

async function route(request: IncomingMessage, response: ServerResponse, agent: AgentContext): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://agent');
  const [, kind, ...rest] = url.pathname.split('/');
  const name = rest.join('/');
  const exchange = { request, response, agent };
  if (request.method === 'GET' && kind === 'hello') return answerHello(response, agent);
  if (request.method === 'POST' && kind === 'call') return answerCall(name, exchange);
  if (request.method === 'POST' && kind === 'stream') return answerStream(name, exchange);
  const raw = rawRoutes.find(
    (candidate) => candidate.method === request.method && url.pathname === candidate.path,
  );
  if (raw) return raw.handle(exchange, url);
  throw new AppError('NOT_FOUND', `No such route: ${url.pathname}`);
}

async function answerHello(response: ServerResponse, agent: AgentContext): Promise<void> {
  const hello: AgentHello = {
    protocol: AGENT_PROTOCOL_VERSION,
    projectId: agent.config.projectId,
    bundle: agent.config.bundle,
    pid: process.pid,
    startedAt,
  };
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(hello));
}
