import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestApp } from './support/test-app';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app[Symbol.asyncDispose]());

interface Sent {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** A request with exactly these headers, as no browser API allows. */
async function send({ method = 'GET', path = '/trpc/project.list', headers = {}, body }: Sent) {
  const { port } = app.app;
  const request = httpRequest({ host: '127.0.0.1', port, method, path, headers: { ...headers } });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

const bearer = () => ({ authorization: `Bearer ${app.app.token}` });
const own = () => `127.0.0.1:${app.app.port}`;

async function signInCookie(): Promise<string> {
  const answer = await send({
    method: 'POST',
    path: '/auth/sign-in',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: app.app.token }),
  });
  return (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
}

describe('every route', () => {
  it('refuses a Host that merely resolves here, even with the token', async () => {
    expect((await send({ headers: { ...bearer(), host: own() } })).status).toBe(200);
    const foreign = [
      `evil.example:${app.app.port}`,
      `127.0.0.1.evil.example:${app.app.port}`,
      '127.0.0.1',
      `127.0.0.1:${app.app.port + 1}`,
    ];
    for (const host of foreign) {
      for (const path of ['/trpc/project.list', '/healthz', '/', '/socket.io/?EIO=4&transport=polling']) {
        const answer = await send({ path, headers: { ...bearer(), host } });
        expect({ host, path, status: answer.status }).toEqual({ host, path, status: 401 });
      }
    }
  });

  it('refuses a foreign Origin, even with the cookie', async () => {
    const cookie = await signInCookie();
    const status = async (origin: string) => (await send({ headers: { cookie, origin } })).status;
    expect(await status(`http://${own()}`)).toBe(200);
    for (const origin of [
      'http://evil.example',
      `https://${own()}`,
      'null',
      `http://${own()}.evil.example`,
      `http://127.0.0.1:${app.app.port + 1}`,
    ]) {
      expect({ origin, status: await status(origin) }).toEqual({ origin, status: 401 });
    }
  });

  it('needs the token: none, a wrong one, one that is almost right', async () => {
    const { token } = app.app;
    for (const given of [
      '',
      'Bearer',
      'Bearer x',
      `Bearer ${token}x`,
      `Bearer ${token.slice(1)}`,
      `Basic ${token}`,
    ]) {
      for (const path of ['/trpc/project.list', '/metrics', '/anything']) {
        const answer = await send({ path, headers: given ? { authorization: given } : {} });
        expect({ given, path, status: answer.status }).toEqual({ given, path, status: 401 });
        expect(JSON.parse(answer.body).error.code).toBe('UNAUTHORIZED');
      }
    }
    expect((await send({ headers: bearer() })).status).toBe(200);
  });

  it('never takes the token from a URL', async () => {
    const query = `token=${encodeURIComponent(app.app.token)}`;
    expect((await send({ path: `/trpc/project.list?${query}` })).status).toBe(401);
    expect((await send({ path: `/?${query}`, headers: { accept: 'text/html' } })).status).toBe(401);
  });

  it('shows a browser the sign-in page, under a policy that runs nothing but it', async () => {
    const answer = await send({ path: '/', headers: { accept: 'text/html' } });
    expect(answer.status).toBe(401);
    const policy = `${answer.headers['content-security-policy']}`;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'sha256-[^']+'/);
    expect(policy).not.toContain('unsafe');
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
    expect(answer.body).not.toContain(app.app.token);
  });

  it('names no technology and no stack in an error', async () => {
    const answer = await send({
      method: 'POST',
      path: '/trpc/project.create',
      headers: { ...bearer(), 'content-type': 'application/json' },
      body: '{"name": {"deep": 1}}',
    });
    expect(answer.status).toBe(400);
    expect(answer.body).not.toMatch(/at .*\.ts|node_modules|ZodError/);
    expect(answer.headers['x-powered-by']).toBeUndefined();
  });
});

describe('signing in', () => {
  it('gives a cookie that scripts cannot read and other sites cannot send, which is not the token', async () => {
    const answer = await send({
      method: 'POST',
      path: '/auth/sign-in',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: app.app.token }),
    });
    const [cookie = ''] = answer.headers['set-cookie'] ?? [];
    for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(attribute);
    expect(cookie).not.toContain(app.app.token);
    expect((await send({ headers: { cookie: cookie.split(';')[0] ?? '' } })).status).toBe(200);
    expect((await send({ headers: { cookie: `berth_${app.app.port}=${app.app.token}` } })).status).toBe(401);
  });

  it('refuses a wrong token, a form and a long body', async () => {
    const post = (body: string, type = 'application/json') =>
      send({ method: 'POST', path: '/auth/sign-in', headers: { 'content-type': type }, body });
    expect((await post('{"token":"wrong"}')).status).toBe(401);
    expect((await post(`token=${app.app.token}`, 'application/x-www-form-urlencoded')).status).toBe(400);
    expect((await post(JSON.stringify({ token: app.app.token }), 'text/plain')).status).toBe(400);
    expect((await post(JSON.stringify({ token: 'x'.repeat(4_096) }))).status).toBe(413);
  });

  it('signs out', async () => {
    const answer = await send({
      method: 'POST',
      path: '/auth/sign-out',
      headers: { origin: `http://${own()}` },
    });
    expect(answer.headers['set-cookie']?.[0]).toContain('Max-Age=0');
  });
});

describe('tRPC', () => {
  const post = (sent: { body: string; type?: string; path?: string }) =>
    send({
      method: 'POST',
      path: sent.path ?? '/trpc/project.create',
      headers: { ...bearer(), 'content-type': sent.type ?? 'application/json' },
      body: sent.body,
    });

  it('takes JSON only', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/octet-stream',
      'application/jsonp',
    ]) {
      const answer = await post({ body: '{"name":"x"}', type });
      expect({ type, status: answer.status }).toEqual({ type, status: 400 });
    }
    expect((await post({ body: 'not json' })).status).toBe(400);
    expect(await app.client().project.list.query()).toEqual({ projects: [] });
  });

  it('changes nothing by a URL', async () => {
    for (const [method, status] of [
      ['GET', 405],
      ['HEAD', 204],
    ] as const) {
      const input = encodeURIComponent(JSON.stringify({ name: 'x' }));
      const answer = await send({ method, path: `/trpc/project.create?input=${input}`, headers: bearer() });
      expect(answer.status).toBe(status);
    }
    expect(await app.client().project.list.query()).toEqual({ projects: [] });
  });

  it('bounds a body and a batch', async () => {
    const large = JSON.stringify({ name: 'x'.repeat(33 * 1024 * 1024) });
    expect((await post({ body: large })).status).toBe(413);
    const batch = (count: number) =>
      send({
        path: `/trpc/${Array(count).fill('project.list').join(',')}?batch=1&input=%7B%7D`,
        headers: bearer(),
      });
    expect((await batch(20)).status).toBe(200);
    expect((await batch(21)).status).toBe(400);
  });

  it('answers an unknown procedure, project and input with a code', async () => {
    const reason = async (path: string) => {
      const answer = await send({ path, headers: bearer() });
      return JSON.parse(answer.body).error.data.reason;
    };
    const input = (value: object) => `?input=${encodeURIComponent(JSON.stringify(value))}`;
    expect(await reason('/trpc/no.such')).toBe('NOT_FOUND');
    expect(await reason(`/trpc/project.get${input({ projectId: 'aaaaaaaaaaaa' })}`)).toBe('NOT_FOUND');
    expect(await reason(`/trpc/project.get${input({ projectId: '../../etc' })}`)).toBe('INVALID_INPUT');
    expect(await reason(`/trpc/fs.read${input({ projectId: ['x'], path: 1 })}`)).toBe('INVALID_INPUT');
    expect(await reason('/trpc/fs.read?input=%7Bnot')).toBe('INVALID_INPUT');
  });
});

describe('upgrades', () => {
  /** What a raw upgrade request is answered with, until the connection ends. */
  async function upgrade(path: string, headers: Record<string, string>): Promise<string> {
    const socket = connect(app.app.port, '127.0.0.1');
    const lines = Object.entries({
      host: own(),
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    }).map(([name, value]) => `${name}: ${value}`);
    socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    const [first] = (await Promise.race([once(socket, 'data'), once(socket, 'close')])) as [unknown];
    socket.destroy();
    return Buffer.isBuffer(first) ? (first.toString('latin1').split('\r\n')[0] ?? '') : 'destroyed';
  }
  const socketIo = '/socket.io/?EIO=4&transport=websocket';

  it('of any other path are destroyed, signed in or not', async () => {
    expect(await upgrade('/anything', bearer())).toBe('destroyed');
    expect(await upgrade('/_next/webpack-hmr', {})).toBe('destroyed');
    expect(await upgrade('/trpc/project.list', bearer())).toBe('destroyed');
    expect(await upgrade(socketIo, {})).toContain('101');
  });

  it('from another site or by another name are refused', async () => {
    const cookie = await signInCookie();
    expect(await upgrade(socketIo, { cookie, origin: 'http://evil.example' })).toContain('401');
    expect(await upgrade(socketIo, { cookie, host: `evil.example:${app.app.port}` })).toContain('401');
    expect(await upgrade(socketIo, { cookie, origin: `http://${own()}` })).toContain('101');
  });
});

describe('health and metrics', () => {
  it('says in JSON that it is ready, without the token', async () => {
    const answer = await send({ path: '/healthz' });
    expect(answer).toMatchObject({ status: 200, body: '{"status":"ok"}' });
    expect(answer.headers['content-type']).toContain('application/json');
  });

  it('gives metrics in Prometheus’ format to who has the token', async () => {
    const { id } = await app.client().project.create.mutate({ name: 'Measured' });
    const answer = await send({ path: '/metrics', headers: bearer() });
    expect(answer.headers['content-type']).toContain('text/plain');
    expect(answer.body).toMatch(/^berth_workspaces\{state="running"\} 1$/m);
    expect(answer.body).toMatch(/^berth_projects 1$/m);
    expect(answer.body).toMatch(/^process_resident_memory_bytes \d+/m);
    await app.client().project.delete.mutate({ projectId: id, deleteFiles: true });
  });
});
