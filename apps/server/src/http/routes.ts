import type { IncomingMessage, ServerResponse } from 'node:http';
import { createFileRoutes } from '../fs/routes';
import { metricsRoute } from '../metrics/route';
import type { Services } from '../services';
import { downloadRoute } from '../transfer/http-route';

export interface HttpExchange {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
}

/** A plain HTTP route behind the gate. */
export interface HttpRoute {
  methods: string[];
  /** Matched against the whole path. */
  pattern: RegExp;
  handle(exchange: HttpExchange, match: RegExpExecArray): Promise<void>;
}

/** Every plain HTTP route. */
export function createRoutes(services: Services): HttpRoute[] {
  return [...createFileRoutes(services), downloadRoute(services), metricsRoute(services)];
}
