import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** Development only: hands requests and the hot-reload upgrade to the web development server behind the gate. */
export function createWebDevProxy(target: string) {
  const { hostname, port } = new URL(target);
  const headersFor = (request: IncomingMessage) => {
    const { cookie: _cookie, authorization: _authorization, ...headers } = request.headers;
    return { ...headers, host: `${hostname}:${port}` };
  };
  return {
    answer(request: IncomingMessage, response: ServerResponse): void {
      const upstream = httpRequest({
        hostname,
        port,
        path: request.url,
        method: request.method,
        headers: headersFor(request),
      });
      upstream.on('response', (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      upstream.on('error', () => {
        if (!response.headersSent) response.writeHead(502, { 'content-type': 'text/plain', refresh: '1' });
        response.end('The web development server is starting…\n');
      });
      response.on('close', () => upstream.destroy());
      request.pipe(upstream);
    },
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      const upstream = connect(Number(port), hostname, () => {
        const { origin: _origin, ...headers } = headersFor(request);
        const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
        upstream.write(`GET ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
        upstream.write(head);
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on('error', () => socket.destroy());
      socket.on('error', () => upstream.destroy());
      socket.on('close', () => upstream.destroy());
    },
  };
}
