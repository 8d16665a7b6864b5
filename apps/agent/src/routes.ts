import type { Duplex } from 'node:stream';
import { CALL_LINK_PATH } from '@berth/protocol/agent-call-link';
import type { WebSocket } from 'ws';
import type { AgentContext } from './context';
import { sendFile } from './fs/raw-download';
import { receiveFile } from './fs/raw-upload';
import { askpassRoute } from './git/askpass-route';
import { CallLink } from './http/call-link';
import { type Exchange, runCall } from './http/calls';
import { Link } from './terminal/link';

/** Bytes rather than JSON: file contents, uploads. */
export interface RawRoute {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** The whole pathname. */
  path: string;
  handle(exchange: Exchange, url: URL): Promise<void>;
}

/** What a WebSocket was asked for, and the connection that carries it. */
export interface WebSocketTarget {
  url: URL;
  agent: AgentContext;
  connection: Duplex;
}

/** A WebSocket at every pathname that starts with `path`. */
export interface WebSocketRoute {
  path: string;
  handle(socket: WebSocket, target: WebSocketTarget): void;
}

export const rawRoutes: RawRoute[] = [
  askpassRoute,
  { method: 'GET', path: '/raw/file', handle: sendFile },
  { method: 'PUT', path: '/raw/upload', handle: receiveFile },
];

export const webSocketRoutes: WebSocketRoute[] = [
  { path: '/events', handle: (socket, { agent }) => agent.events.add(socket) },
  {
    path: CALL_LINK_PATH,
    handle: (socket, { agent, connection }) =>
      void new CallLink({ socket, connection }, (name, input, signal) =>
        runCall(name, input, { agent, signal }),
      ),
  },
  { path: '/terminal', handle: (socket, { agent }) => void new Link(socket, agent.terminals) },
];
